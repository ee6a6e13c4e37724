package io.medlinks.local.reconcile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as a service does, from what a test puts in.
 */
final class StandInService implements AutoCloseable {

	static final String TOKEN = "good";

	private static final JsonMapper JSON = new JsonMapper();

	private final String name;

	private final int pageSize;

	private final HttpServer server;

	private final Map<String, Kept> kept = new LinkedHashMap<>();

	private final List<String> repaired = new ArrayList<>();

	private Consumer<String> onRequest = (_) -> {
	};

	private @Nullable String brokenPath;

	StandInService(String name, int pageSize) throws IOException {
		this.name = name;
		this.pageSize = pageSize;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/internal/reconcile/", this::answer);
		this.server.start();
	}

	ServiceAddress address() {
		return new ServiceAddress(this.name, List.of(uri()));
	}

	URI uri() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	/** Something that it has. */
	Kept has(String kind, String name, String topic) {
		Kept place = new Kept(topic, new TreeMap<>());
		this.kept.put(kind + "/" + name, place);
		return place;
	}

	/** Is told each path that is asked for, before it is answered. */
	void onRequest(Consumer<String> listener) {
		this.onRequest = listener;
	}

	/** Fails whenever a path begins like this. */
	void breakAt(String path) {
		this.brokenPath = path;
	}

	/** What it was asked to publish or derive again. */
	List<String> repaired() {
		return this.repaired;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private synchronized void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().toString().replaceFirst("/internal/reconcile/", "");
			this.onRequest.accept(path);
			if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
				send(exchange, 401, "");
			}
			else if (this.brokenPath != null && path.startsWith(this.brokenPath)) {
				send(exchange, 500, "");
			}
			else {
				send(exchange, 200, JSON.writeValueAsString(answer(exchange, path)));
			}
		}
	}

	private Object answer(HttpExchange exchange, String path) throws IOException {
		if (!path.contains("/")) {
			return page(this.kept.entrySet()
				.stream()
				.filter((place) -> place.getKey().startsWith(path + "/"))
				.map((place) -> Map.of("name", place.getKey().substring(path.length() + 1), "topic",
						place.getValue().topic))
				.toList(), null);
		}
		if (path.endsWith("/lookup") || path.endsWith("/repair")) {
			Kept place = place(path.substring(0, path.lastIndexOf('/')));
			JsonNode ids = JSON.readTree(exchange.getRequestBody()).get("ids");
			if (ids.size() > InternalClient.MOST) {
				throw new IOException("Too many ids");
			}
			List<Object> items = new ArrayList<>();
			ids.forEach((id) -> {
				String[] known = place.items.get(id.asString());
				if (known != null) {
					items.add(item(id.asString(), known));
				}
				if (path.endsWith("/repair")) {
					this.repaired.add(id.asString());
					place.onRepair.accept(id.asString());
				}
			});
			return path.endsWith("/repair") ? Map.of("repaired", items.size()) : page(items, null);
		}
		Kept place = place(path.replaceFirst("\\?.*", ""));
		String after = path.contains("cursor=") ? path.replaceFirst(".*cursor=", "") : "";
		NavigableMap<String, String[]> rest = place.items.tailMap(after, false);
		List<Object> items = rest.entrySet()
			.stream()
			.limit(this.pageSize)
			.<Object>map((known) -> item(known.getKey(), known.getValue()))
			.toList();
		String last = rest.keySet().stream().limit(this.pageSize).reduce("", (_, id) -> id);
		return page(items, (rest.size() > this.pageSize) ? last : null);
	}

	private Kept place(String path) throws IOException {
		Kept place = this.kept.get(path);
		if (place == null) {
			throw new IOException("There is no " + path);
		}
		return place;
	}

	private static Map<String, Object> item(String id, String[] known) {
		return (known.length == 1) ? Map.of("id", id, "verdict", known[0])
				: Map.of("id", id, "version", Long.parseLong(known[0]), "hash", known[1]);
	}

	private static Map<String, @Nullable Object> page(List<?> items, @Nullable String cursor) {
		Map<String, @Nullable Object> page = new LinkedHashMap<>();
		page.put("items", items);
		page.put("nextCursor", cursor);
		return page;
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
	}

	/**
	 * A source, a projection or derived rows.
	 */
	static final class Kept {

		private final String topic;

		private final NavigableMap<String, String[]> items;

		private Consumer<String> onRepair = (_) -> {
		};

		private Kept(String topic, NavigableMap<String, String[]> items) {
			this.topic = topic;
			this.items = items;
		}

		Kept with(String id, long version, String hash) {
			this.items.put(id, new String[] { Long.toString(version), hash });
			return this;
		}

		Kept with(String id, String verdict) {
			this.items.put(id, new String[] { verdict });
			return this;
		}

		void without(String id) {
			this.items.remove(id);
		}

		/**
		 * Lets a copy take over what is published again, unless it knows something newer.
		 */
		void repairs(Kept copy) {
			this.onRepair = (id) -> {
				String[] published = Objects.requireNonNull(this.items.get(id));
				copy.items.merge(id, published,
						(known, again) -> (Long.parseLong(known[0]) <= Long.parseLong(again[0])) ? again : known);
			};
		}

		void onRepair(Function<String, String> verdict) {
			this.onRepair = (id) -> this.items.put(id, new String[] { verdict.apply(id) });
		}

	}

}
