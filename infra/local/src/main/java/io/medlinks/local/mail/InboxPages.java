package io.medlinks.local.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medlinks.local.mail.MailContent.Part;

/**
 * The inbox as pages. Whatever comes from a mail is escaped.
 */
final class InboxPages {

	static final String STYLE = """
			:root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
			body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
			a { color: LinkText; }
			li { border-top: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); }
			ul.mails { list-style: none; padding: 0; }
			ul.mails a { display: block; padding: .75rem 0; min-height: 44px; text-decoration: none; }
			.quiet { opacity: .75; font-size: .875rem; }
			dt { font-weight: 600; }
			dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
			pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; padding: 1rem 0;
			  border-block: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); }
			""";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH)
		.withZone(ZoneId.systemDefault());

	private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");

	private InboxPages() {
	}

	static String list(List<CaughtMail> mails) {
		StringBuilder page = new StringBuilder();
		page.append("<h1>Mails of this machine</h1>");
		page.append("<p class=\"quiet\">MedLinks sent these here and nowhere else. Reload to see new ones.</p>");
		if (mails.isEmpty()) {
			page.append("<p>No mail yet. Book an appointment, and it is here.</p>");
		}
		page.append("<ul class=\"mails\">");
		for (CaughtMail mail : mails) {
			page.append("<li><a href=\"/mails/")
				.append(escaped(mail.id()))
				.append("\"><bdi>")
				.append(escaped(subject(mail)))
				.append("</bdi><br><span class=\"quiet\">to ")
				.append(escaped(String.join(", ", mail.to())))
				.append(" · ")
				.append(TIME.format(mail.receivedAt()))
				.append("</span></a></li>");
		}
		return whole("Mails", page.append("</ul>"));
	}

	static String mail(MailContent content) {
		CaughtMail mail = content.mail();
		StringBuilder page = new StringBuilder();
		page.append("<p><a href=\"/\">All mails</a></p><h1><bdi>").append(escaped(subject(mail))).append("</bdi></h1>");
		page.append("<dl><dt>From</dt><dd>")
			.append(escaped(mail.from()))
			.append("</dd><dt>To</dt><dd>")
			.append(escaped(String.join(", ", mail.to())))
			.append("</dd><dt>Received</dt><dd>")
			.append(TIME.format(mail.receivedAt()))
			.append("</dd></dl><pre dir=\"auto\">")
			.append(linked(content.text()))
			.append("</pre><h2>All parts</h2><ul>");
		for (Part part : content.parts()) {
			page.append("<li><a href=\"/api/mails/")
				.append(escaped(mail.id()))
				.append("/parts/")
				.append(part.number())
				.append("\">")
				.append(escaped(Inbox.fileName(part)))
				.append("</a> <span class=\"quiet\">")
				.append(escaped(part.contentType()))
				.append(", ")
				.append(part.bytes().length)
				.append(" bytes</span></li>");
		}
		page.append("</ul><p><a href=\"/api/mails/").append(escaped(mail.id())).append("/source\">Source</a></p>");
		return whole(subject(mail), page);
	}

	private static String subject(CaughtMail mail) {
		return mail.subject().isBlank() ? "(no subject)" : mail.subject();
	}

	/** Addresses in a text can be followed; all else stays text. */
	private static String linked(String text) {
		StringBuilder linked = new StringBuilder();
		Matcher links = LINK.matcher(text);
		int from = 0;
		while (links.find()) {
			String link = escaped(links.group());
			linked.append(escaped(text.substring(from, links.start())))
				.append("<a rel=\"noreferrer noopener\" href=\"")
				.append(link)
				.append("\">")
				.append(link)
				.append("</a>");
			from = links.end();
		}
		return linked.append(escaped(text.substring(from))).toString();
	}

	private static String whole(String title, StringBuilder body) {
		return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
				+ "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(title)
				+ "</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body><main>" + body
				+ "</main></body></html>";
	}

	static String escaped(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

}
