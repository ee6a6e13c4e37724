package io.medlinks.scheduling.messages;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

import io.medlinks.scheduling.people.Contact;
import org.jspecify.annotations.Nullable;

/**
 * What mails say, in the reader's language and zone. Nothing in it tells of anybody's
 * health.
 */
final class MailTexts {

	private static final String BUNDLE = "messages.mails";

	private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

	private final ResourceBundle bundle;

	private final Locale locale;

	private final ZoneId zone;

	private MailTexts(Contact reader) {
		this.locale = Locale.forLanguageTag(reader.language());
		this.bundle = ResourceBundle.getBundle(BUNDLE, this.locale, EXACT);
		this.zone = reader.zone();
	}

	static MailTexts of(Contact reader) {
		return new MailTexts(reader);
	}

	String subject(Message message) {
		return text(message.occasion().code() + ".subject", dateTime(message.start()));
	}

	/**
	 * The whole text.
	 * @param message what is told
	 * @param reader whom it is told
	 * @param other the name of the one whom they meet; null where it is not known
	 * @param site where they sign in
	 */
	String body(Message message, Contact reader, @Nullable String other, String site) {
		String occasion = message.occasion().code();
		return String.join("\r\n\r\n", text("greeting", isolated(reader.name())),
				(other != null) ? text(occasion + ".with", isolated(other)) : text(occasion + ".alone"),
				String.join("\r\n", text("when", period(message)), text("zone", zone(message)),
						text("how", text("visit." + message.visitType().code()))),
				text((message.occasion() == Occasion.CANCELLED) ? "again" : "change") + "\r\n" + site, text("closing"))
				+ "\r\n";
	}

	private String period(Message message) {
		ZonedDateTime start = message.start().atZone(this.zone);
		ZonedDateTime end = message.end().atZone(this.zone);
		String from = dateTime(message.start());
		String until = end.toLocalDate().equals(start.toLocalDate()) ? formatted("time", end) : dateTime(message.end());
		boolean clocksChange = !start.getOffset().equals(end.getOffset());
		return clocksChange ? text("period", with(from, start), with(until, end)) : text("period", from, until);
	}

	private static String with(String time, ZonedDateTime at) {
		return time + " " + isolated("(" + offset(at) + ")");
	}

	/** The zone's name and how far it is from UTC when the appointment starts. */
	private String zone(Message message) {
		return isolated(this.zone.getId() + ", " + offset(message.start().atZone(this.zone)));
	}

	private static String offset(ZonedDateTime at) {
		String offset = at.getOffset().getId();
		return "UTC" + ("Z".equals(offset) ? "+00:00" : offset);
	}

	private String dateTime(Instant at) {
		return formatted("date-time", at.atZone(this.zone));
	}

	private String formatted(String pattern, ZonedDateTime at) {
		return DateTimeFormatter.ofPattern(this.bundle.getString("pattern." + pattern), this.locale).format(at);
	}

	/** Keeps names of another direction from turning the sentence around them. */
	private static String isolated(String text) {
		return '\u2068' + text + '\u2069';
	}

	private String text(String key, Object... arguments) {
		return new MessageFormat(this.bundle.getString(key), this.locale).format(arguments);
	}

}
