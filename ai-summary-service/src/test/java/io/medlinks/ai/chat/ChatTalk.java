package io.medlinks.ai.chat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.medlinks.testing.identity.Account;
import io.medlinks.testing.web.ApiClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.testing.web.ApiClient.read;

/**
 * A patient in a conversation.
 */
public final class ChatTalk {

	/** Where conversations are. */
	public static final String THREADS = "/api/patient/chat/threads";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private final ApiClient api;

	private final Account patient;

	private final String threadId;

	private ChatTalk(ApiClient api, Account patient, String threadId) {
		this.api = api;
		this.patient = patient;
		this.threadId = threadId;
	}

	/**
	 * Begins one.
	 */
	public static ChatTalk begin(ApiClient api, Account patient) {
		return new ChatTalk(api, patient, read(api.post(patient, THREADS, "{}"), 201).get("id").asString());
	}

	/** The same conversation over another instance. */
	public ChatTalk over(ApiClient other) {
		return new ChatTalk(other, this.patient, this.threadId);
	}

	/** The conversation's id. */
	public String threadId() {
		return this.threadId;
	}

	/** Where its messages are. */
	public String messages() {
		return THREADS + "/" + this.threadId + "/messages";
	}

	/** Asks, and hears the answer to its end. */
	public List<Event> ask(String text) {
		return ask(text, "en", UUID.randomUUID().toString());
	}

	/** Asks under a key, and hears the answer to its end. */
	public List<Event> ask(String text, String language, String key) {
		List<ServerSentEvent<String>> events = request(text, language, key).exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.returnResult(EVENT)
			.getResponseBody()
			.collectList()
			.block(PATIENCE);
		return Optional.ofNullable(events)
			.orElseThrow()
			.stream()
			.filter((event) -> event.event() != null)
			.map(Event::of)
			.toList();
	}

	/** Asks and hears the whole answer as it ends. */
	public JsonNode answer(String text) {
		return answer(text, "en");
	}

	/** Asks in a language and hears the whole answer as it ends. */
	public JsonNode answer(String text, String language) {
		Event last = ask(text, language, UUID.randomUUID().toString()).getLast();
		if (!last.name().equals("done")) {
			throw new AssertionError("The answer ended with " + last);
		}
		return last.data().get("answer");
	}

	/** Begins to ask. */
	public WebTestClient.RequestHeadersSpec<?> request(String text, String language, String key) {
		return this.api.as(this.patient, HttpMethod.POST, messages())
			.accept(MediaType.TEXT_EVENT_STREAM)
			.header("Idempotency-Key", key)
			.bodyValue(JSON.writeValueAsString(JSON.createObjectNode().put("text", text).put("language", language)));
	}

	/** What was asked and answered, newest first. */
	public JsonNode items() {
		return read(this.api.get(this.patient, messages()), 200).get("items");
	}

	/**
	 * A server-sent event.
	 */
	public record Event(String name, JsonNode data) {

		static Event of(ServerSentEvent<String> event) {
			return new Event(String.valueOf(event.event()), JSON.readTree(String.valueOf(event.data())));
		}

	}

}
