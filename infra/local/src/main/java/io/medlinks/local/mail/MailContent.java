package io.medlinks.local.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a mail says.
 *
 * @param mail what lists show of it
 * @param parts all that it carries, in order; containers are left out
 */
record MailContent(CaughtMail mail, List<Part> parts) {

	/** The header that names a recipient of the envelope in a kept mail. */
	static final String RECIPIENT = "Delivered-To";

	/** The header that names the sender of the envelope in a kept mail. */
	static final String SENDER = "Return-Path";

	private static final Session SESSION = Session.getInstance(new Properties());

	static MailContent read(String id, Instant receivedAt, byte[] source) throws IOException {
		try {
			MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
			List<Part> parts = new ArrayList<>();
			collect(message, parts);
			return new MailContent(new CaughtMail(id, receivedAt, header(message, SENDER), recipients(message),
					text(message.getSubject()), text(message.getMessageID())), List.copyOf(parts));
		}
		catch (MessagingException ex) {
			throw new IOException("A mail cannot be read: " + ex.getMessage(), ex);
		}
	}

	private static List<String> recipients(MimeMessage message) throws MessagingException {
		String[] told = message.getHeader(RECIPIENT);
		return (told != null) ? Arrays.asList(told) : List.of();
	}

	private static String header(MimeMessage message, String name) throws MessagingException {
		return text(message.getHeader(name, null));
	}

	private static String text(@Nullable String value) {
		return (value != null) ? value : "";
	}

	private static void collect(MimePart part, List<Part> parts) throws MessagingException, IOException {
		if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
			for (int i = 0; i < several.getCount(); i++) {
				collect((MimePart) several.getBodyPart(i), parts);
			}
			return;
		}
		try (var in = part.getInputStream()) {
			parts.add(new Part(parts.size(), text(part.getContentType()), name(part), in.readAllBytes()));
		}
	}

	private static String name(MimePart part) throws MessagingException {
		String name = part.getFileName();
		try {
			return (name != null) ? MimeUtility.decodeText(name) : "";
		}
		catch (IOException ex) {
			return name;
		}
	}

	/**
	 * What a person reads: the plain text, or what is left of HTML without its marks.
	 */
	String text() {
		return this.parts.stream()
			.filter((part) -> part.is("text/plain") && part.name().isEmpty())
			.findFirst()
			.map(Part::text)
			.or(() -> this.parts.stream().filter((part) -> part.is("text/html")).findFirst().map(Part::textOfMarkup))
			.orElse("");
	}

	/**
	 * Something that a mail carries.
	 *
	 * @param number its place among the others, from 0
	 * @param contentType its type as the mail tells it
	 * @param name its file name; empty where it has none
	 * @param bytes its content
	 */
	record Part(int number, String contentType, String name, byte[] bytes) {

		boolean is(String type) {
			return this.contentType.toLowerCase(Locale.ROOT).startsWith(type);
		}

		String text() {
			return new String(this.bytes, charset());
		}

		private Charset charset() {
			try {
				String told = new ContentType(this.contentType).getParameter("charset");
				return (told != null) ? Charset.forName(MimeUtility.javaCharset(told)) : StandardCharsets.UTF_8;
			}
			catch (MessagingException | IllegalCharsetNameException | UnsupportedCharsetException ex) {
				return StandardCharsets.UTF_8;
			}
		}

		/** It is shown as text in any case, so this need not be a safe conversion. */
		private String textOfMarkup() {
			return text().replaceAll("(?is)<(style|script|head)\\b.*?</\\1>", " ")
				.replaceAll("(?i)<(br|/p|/div|/tr|/h[1-6])\\b[^>]*>", "\n")
				.replaceAll("(?i)<a\\b[^>]*\\bhref=\"([^\"]*)\"[^>]*>", "$1 ")
				.replaceAll("<[^>]*>", "")
				.replace("&nbsp;", " ")
				.replace("&lt;", "<")
				.replace("&gt;", ">")
				.replace("&quot;", "\"")
				.replace("&#39;", "'")
				.replace("&amp;", "&")
				.replaceAll("[ \\t]+", " ")
				.replaceAll("\\s*\\n\\s*\\n\\s*", "\n\n")
				.strip();
		}

	}

}
