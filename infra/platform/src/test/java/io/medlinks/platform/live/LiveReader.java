package io.medlinks.platform.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who watches a live view and keeps what it shows, as the web client does.
 */
final class LiveReader implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private final List<ServerSentEvent<String>> events = new CopyOnWriteArrayList<>();

	private final Disposable connection;

	private LiveReader(int port, String path, String token, @Nullable String lastEventId) {
		this.connection = WebClient.create("http://localhost:" + port).get().uri(path).headers((headers) -> {
			headers.setBearerAuth(token);
			if (lastEventId != null) {
				headers.set("Last-Event-ID", lastEventId);
			}
		}).retrieve().bodyToFlux(EVENT).onErrorComplete().subscribe(this.events::add);
	}

	static LiveReader open(int port, String path, String token) {
		return new LiveReader(port, path, token, null);
	}

	static LiveReader resume(int port, String path, String token, @Nullable String lastEventId) {
		return new LiveReader(port, path, token, lastEventId);
	}

	/** Waits until it is shown something or refused, and returns which. */
	boolean isOpened() {
		await(() -> !this.events.isEmpty() || this.connection.isDisposed());
		return !this.events.isEmpty();
	}

	/** Waits for the first event and returns its name. */
	String first() {
		return name(awaitEvent((_) -> true));
	}

	ServerSentEvent<String> awaitEvent(Predicate<ServerSentEvent<String>> wanted) {
		await(() -> this.events.stream().anyMatch(wanted));
		return this.events.stream().filter(wanted).findFirst().orElseThrow();
	}

	LiveReader awaitSnapshot() {
		awaitEvent((event) -> "snapshot".equals(event.event()));
		return this;
	}

	/** Waits for the stream's end and returns what the server said about it. */
	String awaitEnd() {
		await(this.connection::isDisposed);
		ServerSentEvent<String> last = this.events.getLast();
		return "end".equals(last.event()) ? JSON.readTree(last.data()).path("reason").asString() : name(last);
	}

	int count(String name) {
		return (int) this.events.stream().filter((event) -> name.equals(event.event())).count();
	}

	/** The sequences in the order of arrival, of snapshots and rows. */
	List<Long> sequences() {
		return this.events.stream().map(ServerSentEvent::id).filter(Objects::nonNull).map(Long::valueOf).toList();
	}

	long last() {
		return sequences().getLast();
	}

	/** What the reader's screen shows now: the texts by row. */
	Map<String, String> view() {
		Map<String, String> rows = new HashMap<>();
		for (ServerSentEvent<String> event : this.events) {
			if (event.id() == null) {
				continue;
			}
			JsonNode data = JSON.readTree(event.data());
			if ("snapshot".equals(event.event())) {
				rows.clear();
				data.path("items").forEach((item) -> show(rows, item));
			}
			else {
				show(rows, data);
			}
		}
		return rows;
	}

	/** Everything that was ever sent. */
	String everything() {
		return this.events.stream().map(ServerSentEvent::data).toList().toString();
	}

	void awaitView(Map<String, String> wanted) {
		Awaitility.await().atMost(PATIENCE).until(this::view, wanted::equals);
	}

	@Override
	public void close() {
		this.connection.dispose();
	}

	private static void show(Map<String, String> rows, JsonNode item) {
		String key = item.path("key").asString();
		if (item.path("row").isNull() || item.path("row").isMissingNode()) {
			rows.remove(key);
		}
		else {
			rows.put(key, item.path("row").path("content").path("text").asString());
		}
	}

	private static String name(ServerSentEvent<String> event) {
		return String.valueOf(event.event());
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition);
	}

}
