package io.medlinks.platform.idempotency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.medlinks.notes.NotesTest;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A repeated request is the same request.
 */
@NotesTest
class IdempotencyIT {

	private static final String NOTES = "/api/patient/notes";

	private static final String WORDS = "{\"text\": \"words\"}";

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	private final Account patient = Account.newPatient();

	private final String key = UUID.randomUUID().toString();

	@Test
	void answersARepeatedCreateAlike() {
		JsonNode first = ApiClient.read(this.api.post(this.patient, NOTES, WORDS, this.key), 201);
		JsonNode again = ApiClient.read(this.api.post(this.patient, NOTES, " { \"text\" :\"words\"} ", this.key), 201);
		assertThat(again).isEqualTo(first);
		assertThat(notes()).hasSize(1);
	}

	@Test
	void refusesTheSameKeyWithAnotherBody() {
		this.api.post(this.patient, NOTES, WORDS, this.key).expectStatus().isCreated();
		ApiClient.problem(this.api.post(this.patient, NOTES, "{\"text\": \"other words\"}", this.key), 422,
				"idempotency-key-reused");
		assertThat(notes()).hasSize(1);
	}

	@Test
	void createsOnceWhatIsSentAtOnce() throws Exception {
		List<JsonNode> answers = atOnce(8,
				() -> ApiClient.read(this.api.post(this.patient, NOTES, WORDS, this.key), 201));
		assertThat(answers).hasSize(8).containsOnly(answers.getFirst());
		assertThat(notes()).hasSize(1);
		String noteId = answers.getFirst().path("noteId").asString();
		Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(40))
			.until(() -> ids(noteId), (ids) -> ids.size() == 1);
	}

	@Test
	void letsEachPersonUseTheSameKey() {
		Account other = Account.newPatient();
		JsonNode mine = ApiClient.read(this.api.post(this.patient, NOTES, WORDS, this.key), 201);
		JsonNode theirs = ApiClient.read(this.api.post(other, NOTES, "{\"text\": \"other words\"}", this.key), 201);
		assertThat(theirs.path("noteId")).isNotEqualTo(mine.path("noteId"));
		assertThat(theirs.toString()).doesNotContain(this.patient.id());
	}

	@Test
	void createsAnewWithoutAKey() {
		for (int i = 0; i < 2; i++) {
			this.api.as(this.patient, HttpMethod.POST, NOTES).bodyValue(WORDS).exchange().expectStatus().isCreated();
		}
		assertThat(notes()).hasSize(2);
	}

	@Test
	void answersARepeatedUpdateAlike() {
		String note = written();
		JsonNode first = ApiClient.read(put(note, "\"1\"", "{\"text\": \"otherwise\"}"), 200);
		JsonNode again = ApiClient.read(put(note, "\"1\"", "{\"text\": \"otherwise\"}"), 200);
		assertThat(first.path("version").asInt()).isEqualTo(2);
		assertThat(again).isEqualTo(first);
		ApiClient.problem(put(note, "\"2\"", "{\"text\": \"something else\"}"), 422, "idempotency-key-reused");
	}

	@Test
	void updatesOnceWhatIsSentAtOnce() throws Exception {
		String note = written();
		List<JsonNode> answers = atOnce(8, () -> ApiClient.read(put(note, "\"1\"", "{\"text\": \"otherwise\"}"), 200));
		assertThat(answers).hasSize(8).allMatch((answer) -> answer.path("version").asInt() == 2);
	}

	@Test
	void keepsNoRefusal() {
		ApiClient.problem(this.api.post(this.patient, NOTES, "{\"text\": \"\"}", this.key), 400, "validation-failed");
		this.api.post(this.patient, NOTES, WORDS, this.key).expectStatus().isCreated();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 201 })
	void refusesAKeyOfAnotherLength(int length) {
		JsonNode problem = ApiClient.problem(this.api.post(this.patient, NOTES, WORDS, "k".repeat(length)), 400,
				"validation-failed");
		assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("Idempotency-Key");
	}

	private String written() {
		return ApiClient.read(this.api.post(this.patient, NOTES, WORDS), 201).path("noteId").asString();
	}

	private WebTestClient.ResponseSpec put(String note, String version, String body) {
		return this.api.as(this.patient, HttpMethod.PUT, NOTES + "/" + note)
			.header("If-Match", version)
			.header("Idempotency-Key", this.key)
			.bodyValue(body)
			.exchange();
	}

	private JsonNode notes() {
		return ApiClient.read(this.api.get(this.patient, NOTES), 200).path("items");
	}

	private List<String> ids(String noteId) {
		return this.traffic.unchecked("test.notes")
			.stream()
			.filter((event) -> noteId.equals(event.body().path("noteId").asString()))
			.map((event) -> String.valueOf(event.headers().get("ce_id")))
			.distinct()
			.toList();
	}

	private static List<JsonNode> atOnce(int count, Callable<JsonNode> request) throws Exception {
		try (ExecutorService people = Executors.newFixedThreadPool(count)) {
			List<Callable<JsonNode>> requests = IntStream.range(0, count).mapToObj((_) -> request).toList();
			List<JsonNode> answers = new ArrayList<>();
			for (Future<JsonNode> answer : people.invokeAll(requests)) {
				answers.add(answer.get());
			}
			return answers;
		}
	}

}
