package io.medlinks.scheduling.messages.smtp;

import java.io.IOException;
import java.util.Date;
import java.util.Properties;
import java.util.stream.Stream;

import io.medlinks.scheduling.messages.Mail;
import io.medlinks.scheduling.messages.MailSender;
import io.medlinks.scheduling.messages.MessageProperties;
import io.medlinks.scheduling.messages.Obstacle;
import io.medlinks.scheduling.messages.UndeliverableException;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sends mails over SMTP, one connection each, on threads of its own, because the library
 * waits.
 */
final class SmtpMailSender implements MailSender, DisposableBean {

	private static final int QUEUED = 1000;

	private final JavaMailSenderImpl server = new JavaMailSenderImpl();

	private final String domain;

	private final Scheduler threads;

	SmtpMailSender(SmtpProperties properties, MessageProperties messages) {
		this.server.setHost(properties.host());
		this.server.setPort(properties.port());
		this.server.setUsername(properties.username());
		this.server.setPassword(properties.password());
		this.server.setDefaultEncoding(UTF_8.name());
		this.domain = messages.from().substring(messages.from().indexOf('@') + 1);
		Properties settings = this.server.getJavaMailProperties();
		settings.setProperty("mail.smtp.connectiontimeout", Long.toString(properties.connectTimeout().toMillis()));
		settings.setProperty("mail.smtp.timeout", Long.toString(properties.answerTimeout().toMillis()));
		settings.setProperty("mail.smtp.writetimeout", Long.toString(properties.answerTimeout().toMillis()));
		settings.setProperty("mail.smtp.auth", Boolean.toString(properties.username() != null));
		settings.setProperty("mail.smtp.localhost", this.domain);
		// What the server took is sent, whatever becomes of the goodbye.
		settings.setProperty("mail.smtp.quitwait", "false");
		switch (properties.encryption()) {
			case NONE -> settings.setProperty("mail.smtp.starttls.enable", "false");
			case STARTTLS -> {
				settings.setProperty("mail.smtp.starttls.enable", "true");
				settings.setProperty("mail.smtp.starttls.required", "true");
				settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
			}
			case TLS -> {
				settings.setProperty("mail.smtp.ssl.enable", "true");
				settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
			}
		}
		this.threads = Schedulers.newBoundedElastic(messages.concurrency(), QUEUED, "smtp", 60, true);
	}

	@Override
	public Mono<Void> send(Mail mail) {
		return Mono.<Void>fromRunnable(() -> deliver(mail)).subscribeOn(this.threads);
	}

	private void deliver(Mail mail) {
		try {
			this.server.send(message(mail));
		}
		catch (AddressException ex) {
			throw new UndeliverableException(Obstacle.BAD_ADDRESS, ex);
		}
		catch (MessagingException | IOException ex) {
			throw new UndeliverableException(Obstacle.UNWRITABLE, ex);
		}
		catch (MailSendException ex) {
			boolean refused = Stream.of(ex.getMessageExceptions()).anyMatch(SmtpMailSender::isRefusal);
			throw new UndeliverableException(refused ? Obstacle.REFUSED : Obstacle.UNREACHABLE, ex);
		}
		catch (MailException ex) {
			throw new UndeliverableException(Obstacle.UNREACHABLE, ex);
		}
	}

	private MimeMessage message(Mail mail) throws MessagingException, IOException {
		MimeMessage message = this.server.createMimeMessage();
		message.setHeader("Message-ID", "<" + mail.id() + "@" + this.domain + ">");
		message.setFrom(new InternetAddress(mail.from(), "MedLinks", UTF_8.name()));
		message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
		message.setSubject(mail.subject(), UTF_8.name());
		message.setSentDate(Date.from(mail.at()));
		message.setHeader("Content-Language", mail.language());
		// RFC 3834: nobody's holiday notice is an answer to this.
		message.setHeader("Auto-Submitted", "auto-generated");
		MimeBodyPart text = new MimeBodyPart();
		text.setText(mail.text(), UTF_8.name());
		MimeBodyPart calendar = new MimeBodyPart();
		calendar.setDataHandler(new DataHandler(new ByteArrayDataSource(mail.calendar().getBytes(UTF_8),
				"text/calendar; method=" + mail.method() + "; charset=UTF-8")));
		message.setContent(new MimeMultipart("alternative", text, calendar));
		return message;
	}

	/**
	 * Whether the server refused this mail or its reader for good. What it says of the
	 * sender, such as that they have to sign in first, is nobody else's fault and
	 * changes.
	 */
	private static boolean isRefusal(Exception failure) {
		for (Throwable each = failure; each != null; each = next(each)) {
			if (each instanceof SMTPAddressFailedException address && isFinal(address.getReturnCode())) {
				return true;
			}
			if (each instanceof SMTPSendFailedException send && isFinal(send.getReturnCode())
					&& !send.getCommand().startsWith("MAIL")) {
				return true;
			}
		}
		return false;
	}

	/** RFC 5321, 4.2.3: the codes that speak of the mailbox or of the mail. */
	private static boolean isFinal(int code) {
		return code >= 550 && code <= 556;
	}

	private static @Nullable Throwable next(Throwable failure) {
		return (failure instanceof MessagingException messaging && messaging.getNextException() != null)
				? messaging.getNextException() : failure.getCause();
	}

	@Override
	public void destroy() {
		this.threads.dispose();
	}

}
