package io.medlinks.local.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A mail server of this machine: takes every mail, delivers none, keeps them on disk and
 * shows them on a page and to programs. Only this machine reaches it.
 */
public final class MailCatcher implements AutoCloseable {

	private static final int MOST_MAILS = 1000;

	private static final int MOST_BYTES = 10 * 1024 * 1024;

	private final SMTPServer server;

	private final Inbox inbox;

	private MailCatcher(Path folder, int inboxPort, int smtpPort) throws IOException {
		Mailbox mailbox = new Mailbox(folder, MOST_MAILS);
		InetAddress loopback = InetAddress.getByName("127.0.0.1");
		this.server = SMTPServer.port(smtpPort)
			.bindAddress(loopback)
			.hostName("localhost")
			.softwareName("MedLinks")
			.maxMessageSize(MOST_BYTES)
			.messageHandlerFactory((_) -> new Catching(mailbox))
			.build();
		this.server.start();
		this.inbox = new Inbox(mailbox, loopback, inboxPort);
	}

	/**
	 * Serves until the process is told to end, and prints <code>ready on port N</code>.
	 * @param args the folder of the mails, the port of the inbox and that of SMTP
	 */
	public static void main(String... args) throws IOException {
		if (args.length != 3) {
			throw new IllegalArgumentException("Expected a folder, the port of the inbox and the port of SMTP");
		}
		MailCatcher catcher = in(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
		Runtime.getRuntime().addShutdownHook(new Thread(catcher::close, "mail-shutdown"));
		System.out.println("ready on port " + catcher.inboxPort() + ", SMTP on port " + catcher.smtpPort());
	}

	/**
	 * Starts a mail server.
	 * @param folder where the mails are kept; made where there is none
	 * @param inboxPort the port of the inbox, or 0 for a free one
	 * @param smtpPort the port of SMTP, or 0 for a free one
	 * @return the running server
	 */
	public static MailCatcher in(Path folder, int inboxPort, int smtpPort) throws IOException {
		return new MailCatcher(folder.toAbsolutePath(), inboxPort, smtpPort);
	}

	/** The port at which people and programs read the mails. */
	public int inboxPort() {
		return this.inbox.port();
	}

	/** The port at which mails are taken. */
	public int smtpPort() {
		return this.server.getPortAllocated();
	}

	@Override
	public void close() {
		this.server.stop();
		this.inbox.close();
	}

	/**
	 * One delivery: the envelope, then the mail.
	 */
	private static final class Catching implements MessageHandler {

		private final Mailbox mailbox;

		private final List<String> recipients = new ArrayList<>();

		private String sender = "";

		Catching(Mailbox mailbox) {
			this.mailbox = mailbox;
		}

		@Override
		public void from(String from) {
			this.sender = from;
		}

		@Override
		public void recipient(String recipient) {
			this.recipients.add(recipient);
		}

		@Override
		public String data(InputStream data) throws RejectException, IOException {
			byte[] source = data.readNBytes(MOST_BYTES + 1);
			if (source.length > MOST_BYTES) {
				throw new RejectException(552, "Mails have at most " + MOST_BYTES + " bytes here");
			}
			return "Kept as " + this.mailbox.keep(this.sender, this.recipients, source);
		}

		@Override
		public void done() {
			this.recipients.clear();
		}

	}

}
