package io.medlinks.testing.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Somebody watching a live view: server-sent events from the moment it was opened.
 */
public final class EventStream implements AutoCloseable {

	/** How long to wait for what must come, on a busy machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final List<Event> events = new CopyOnWriteArrayList<>();

	private final Disposable reading;

	private EventStream(Flux<ServerSentEvent<String>> body) {
		// a stream that breaks shows in what does not come
		this.reading = body.onErrorComplete().subscribe((event) -> this.events.add(Event.of(event)));
	}

	/** Somebody begins to watch. */
	public static EventStream open(WebTestClient client, Account account, String path) {
		return open(client, account, path, null);
	}

	/**
	 * Somebody goes on watching.
	 * @param lastEventId the id of the event seen last
	 */
	public static EventStream open(WebTestClient client, Account account, String path, @Nullable String lastEventId) {
		// a stream ends with its token, and the service's clock may be ahead of this one
		String token = TestIdentities.accessToken(account)
			.with((claims) -> claims.expirationTime(Date.from(NEVER)))
			.value();
		return new EventStream(client.get()
			.uri(path)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.header("Authorization", "Bearer " + token)
			.headers((headers) -> {
				if (lastEventId != null) {
					headers.set("Last-Event-ID", lastEventId);
				}
			})
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.returnResult(EVENT)
			.getResponseBody());
	}

	/** Waits for the first event of a name. */
	public Event await(String name) {
		return await(name, (_) -> true);
	}

	/**
	 * Waits for the first event of a name whose data are as wanted.
	 */
	public Event await(String name, Predicate<JsonNode> wanted) {
		return Awaitility.await("event " + name)
			.pollInSameThread()
			.atMost(PATIENCE)
			.until(() -> this.events.stream()
				.filter((event) -> event.name().equals(name) && wanted.test(event.data()))
				.toList(), (found) -> !found.isEmpty())
			.getFirst();
	}

	/** Waits until the service has ended the stream. */
	public void awaitEnd() {
		Awaitility.await("the end of the stream").pollInSameThread().atMost(PATIENCE).until(this.reading::isDisposed);
	}

	/** What has come so far, in its order. */
	public List<Event> events() {
		return List.copyOf(this.events);
	}

	@Override
	public void close() {
		this.reading.dispose();
	}

	/**
	 * A server-sent event.
	 *
	 * @param id where to go on behind it; null where it has none
	 * @param name the event's name
	 * @param data its data
	 */
	public record Event(@Nullable String id, String name, JsonNode data) {

		static Event of(ServerSentEvent<String> event) {
			return new Event(event.id(), String.valueOf(event.event()), JSON.readTree(String.valueOf(event.data())));
		}

	}

}
