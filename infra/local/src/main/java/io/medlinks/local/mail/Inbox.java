package io.medlinks.local.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.medlinks.local.mail.MailContent.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows the caught mails: pages for people, JSON for programs. Nothing that a mail brings
 * is ever run: text is shown as text, all else is a download.
 */
final class Inbox implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final String POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; "
			+ "frame-ancestors 'none'; base-uri 'none'";

	private final Mailbox mailbox;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	Inbox(Mailbox mailbox, InetAddress address, int port) throws IOException {
		this.mailbox = mailbox;
		this.server = HttpServer.create(new InetSocketAddress(address, port), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.close();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Answer answer = isAddressedByName(exchange) ? answer(exchange) : Answer.text(403, "Not this host");
			exchange.getResponseHeaders().set("Content-Type", answer.type());
			exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
			exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
			exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
			exchange.getResponseHeaders().set("Cache-Control", "no-store");
			if (answer.file() != null) {
				exchange.getResponseHeaders()
					.set("Content-Disposition", "attachment; filename=\"" + answer.file() + "\"");
			}
			boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
			exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
			if (!empty) {
				exchange.getResponseBody().write(answer.body());
			}
		}
	}

	/** A page elsewhere may have its own name point to this machine. */
	private static boolean isAddressedByName(HttpExchange exchange) {
		String host = exchange.getRequestHeaders().getFirst("Host");
		return host != null && NAMES.contains(host.replaceFirst(":[0-9]+$", ""));
	}

	private Answer answer(HttpExchange exchange) throws IOException {
		List<String> path = Arrays.stream(exchange.getRequestURI().getPath().split("/"))
			.filter((step) -> !step.isEmpty())
			.toList();
		if (exchange.getRequestMethod().equals("DELETE")) {
			if (!path.equals(List.of("api", "mails"))) {
				return Answer.unknown();
			}
			this.mailbox.clear();
			return new Answer(204, "text/plain", new byte[0], null);
		}
		if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
			return Answer.text(405, "Mails are read here; they come by SMTP");
		}
		if (!path.isEmpty() && path.getFirst().equals("api")) {
			return data(path.subList(1, path.size()), exchange.getRequestURI().getRawQuery());
		}
		return switch (String.join("/", path)) {
			case "" -> Answer.page(InboxPages.list(this.mailbox.newestFirst()));
			case "health" -> Answer.text(200, "ready");
			case "style.css" -> new Answer(200, "text/css; charset=utf-8", bytes(InboxPages.STYLE), null);
			default -> (path.size() == 2 && path.getFirst().equals("mails")) ? this.mailbox.content(path.getLast())
				.map((content) -> Answer.page(InboxPages.mail(content)))
				.orElseGet(Answer::unknown) : Answer.unknown();
		};
	}

	private Answer data(List<String> path, @Nullable String query) throws IOException {
		if (path.isEmpty() || !path.getFirst().equals("mails") || path.size() > 4) {
			return Answer.unknown();
		}
		if (path.size() == 1) {
			String to = parameter(query, "to");
			return Answer.json(Map.of("items",
					this.mailbox.newestFirst().stream().filter((mail) -> to == null || mail.isTo(to)).toList()));
		}
		String id = path.get(1);
		String what = String.join("/", path.subList(2, path.size()));
		if (what.equals("source")) {
			return this.mailbox.source(id)
				.map((source) -> new Answer(200, "message/rfc822", source, id + ".eml"))
				.orElseGet(Answer::unknown);
		}
		Optional<MailContent> content = this.mailbox.content(id);
		if (content.isEmpty()) {
			return Answer.unknown();
		}
		return what.isEmpty() ? Answer.json(described(content.get()))
				: content.get()
					.parts()
					.stream()
					.filter((part) -> what.equals("parts/" + part.number()))
					.map((part) -> new Answer(200, "application/octet-stream", part.bytes(), fileName(part)))
					.findFirst()
					.orElseGet(Answer::unknown);
	}

	private static Map<String, Object> described(MailContent content) {
		Map<String, Object> mail = new LinkedHashMap<>();
		mail.put("id", content.mail().id());
		mail.put("receivedAt", content.mail().receivedAt());
		mail.put("from", content.mail().from());
		mail.put("to", content.mail().to());
		mail.put("subject", content.mail().subject());
		mail.put("messageId", content.mail().messageId());
		mail.put("text", content.text());
		mail.put("parts",
				content.parts()
					.stream()
					.map((part) -> Map.of("number", part.number(), "contentType", part.contentType(), "name",
							part.name(), "size", part.bytes().length))
					.toList());
		return mail;
	}

	/** A name that a mail chose goes into a header only as far as it is harmless. */
	static String fileName(Part part) {
		String safe = part.name().replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "");
		if (!safe.isEmpty()) {
			return safe;
		}
		return "part-" + part.number() + (part.is("text/calendar") ? ".ics" : part.is("text/") ? ".txt" : ".bin");
	}

	private static @Nullable String parameter(@Nullable String query, String name) {
		return Arrays.stream((query != null) ? query.split("&") : new String[0])
			.filter((pair) -> pair.startsWith(name + "="))
			.map((pair) -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
			.findFirst()
			.orElse(null);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What is answered.
	 *
	 * @param status the HTTP status
	 * @param type the content type
	 * @param body the content
	 * @param file the name under which it is saved; null where it is shown
	 */
	private record Answer(int status, String type, byte[] body, @Nullable String file) {

		static Answer page(String html) {
			return new Answer(200, "text/html; charset=utf-8", bytes(html), null);
		}

		static Answer text(int status, String text) {
			return new Answer(status, "text/plain; charset=utf-8", bytes(text), null);
		}

		static Answer json(Object value) {
			return new Answer(200, "application/json", JSON.writeValueAsBytes(value), null);
		}

		static Answer unknown() {
			return text(404, "There is no such mail");
		}

	}

}
