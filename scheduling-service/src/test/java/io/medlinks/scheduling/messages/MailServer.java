package io.medlinks.scheduling.messages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A real mail server that refuses or keeps waiting whom the test names, and can go away
 * and come back.
 */
final class MailServer {

	private static final int LONGEST_STALL_SECONDS = 60;

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final Set<String> refused = ConcurrentHashMap.newKeySet();

	private final Map<String, CountDownLatch> stalled = new ConcurrentHashMap<>();

	private final int port;

	private SMTPServer server;

	MailServer() {
		this.server = start(0);
		this.port = this.server.getPortAllocated();
	}

	private SMTPServer start(int port) {
		try {
			SMTPServer started = SMTPServer.port(port)
				.bindAddress(InetAddress.getByName("127.0.0.1"))
				.hostName("localhost")
				.messageHandlerFactory((_) -> new Handler())
				.build();
			started.start();
			return started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
	}

	/** The server goes away. */
	void goAway() {
		this.server.stop();
	}

	/** The server is there again. */
	void comeBack() {
		this.server = start(this.port);
	}

	/** Nobody of this address is known here. */
	void refuse(String address) {
		this.refused.add(address);
	}

	/** Mails to this address get no answer until {@link #answer}. */
	void stall(String address) {
		this.stalled.put(address, new CountDownLatch(1));
	}

	/** Whoever waits is answered, and nobody waits any more. */
	void answer(String address) {
		CountDownLatch waiting = this.stalled.remove(address);
		if (waiting != null) {
			waiting.countDown();
		}
	}

	/** What came to an address, in order. */
	List<Received> to(String address) {
		return this.received.stream().filter((mail) -> mail.to().equals(address)).toList();
	}

	/**
	 * A mail that came.
	 *
	 * @param to to whom
	 * @param source as it came
	 */
	record Received(String to, byte[] source) {

		MimeMessage message() {
			try {
				return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(this.source));
			}
			catch (MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}

		String header(String name) {
			try {
				return message().getHeader(name, "");
			}
			catch (MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}

		String subject() {
			try {
				return message().getSubject();
			}
			catch (MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}

		String text() {
			return part("text/plain");
		}

		String calendarType() {
			try {
				return ((MimeMultipart) message().getContent()).getBodyPart(1).getContentType();
			}
			catch (MessagingException | IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		String calendarText() {
			return part("text/calendar");
		}

		/** The calendar part, which must be valid. */
		Calendar calendar() {
			try {
				Calendar calendar = new CalendarBuilder().build(new StringReader(calendarText()));
				if (calendar.validate().hasErrors()) {
					throw new IllegalStateException(calendar.validate().toString());
				}
				return calendar;
			}
			catch (IOException | ParserException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/** All that a reader could see, decoded. */
		String everything() {
			return new String(this.source, StandardCharsets.UTF_8) + subject() + text() + calendarText();
		}

		private String part(String type) {
			try {
				MimeMultipart parts = (MimeMultipart) message().getContent();
				for (int i = 0; i < parts.getCount(); i++) {
					BodyPart part = parts.getBodyPart(i);
					if (part.isMimeType(type)) {
						return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
					}
				}
				throw new IllegalStateException("There is no " + type);
			}
			catch (MessagingException | IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	private final class Handler implements MessageHandler {

		private final List<String> recipients = new ArrayList<>();

		@Override
		public void from(String from) {
			// Anybody may send here.
		}

		@Override
		public void recipient(String recipient) throws RejectException {
			if (MailServer.this.refused.contains(recipient)) {
				throw new RejectException(550, "No such mailbox");
			}
			CountDownLatch waiting = MailServer.this.stalled.get(recipient);
			if (waiting != null) {
				await(waiting);
			}
			this.recipients.add(recipient);
		}

		private static void await(CountDownLatch waiting) throws RejectException {
			try {
				if (!waiting.await(LONGEST_STALL_SECONDS, TimeUnit.SECONDS)) {
					throw new RejectException(451, "Nobody answered");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new RejectException(421, "Going away");
			}
		}

		@Override
		public String data(InputStream data) throws IOException {
			byte[] source = data.readAllBytes();
			this.recipients.forEach((recipient) -> MailServer.this.received.add(new Received(recipient, source)));
			return "Taken";
		}

		@Override
		public void done() {
			this.recipients.clear();
		}

	}

}
