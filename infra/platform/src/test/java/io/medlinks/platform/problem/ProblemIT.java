package io.medlinks.platform.problem;

import java.util.UUID;

import io.medlinks.notes.NotesTest;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever goes wrong, the caller is told what to do and nothing else.
 */
@NotesTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemIT {

	private static final String NOTES = "/api/patient/notes";

	@Autowired
	private ApiClient api;

	@Autowired
	private WebTestClient client;

	private final Account patient = Account.newPatient();

	@ParameterizedTest
	@ValueSource(strings = { "{\"text\": \"unfinished", "{'text': 'quotes'}", "{\"text\": \"a\",}", "text=words",
			"{\"text\": \"a\"", "\u0000" })
	void refusesMalformedJson(String body, CapturedOutput output) {
		ApiClient.problem(this.api.post(this.patient, NOTES, body), 400, "malformed-request");
		assertThat(output.toString()).doesNotContain("unfinished");
	}

	@Test
	void refusesAMissingBody() {
		ApiClient.problem(this.api.as(this.patient, HttpMethod.POST, NOTES).exchange(), 400, "malformed-request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"text\": {\"words\": \"a secret\"}}", "{\"text\": [\"a secret\"]}", "{\"text\": null}",
			"{}", "{\"text\": \" \"}" })
	void namesTheFieldThatIsWrong(String body, CapturedOutput output) {
		JsonNode problem = ApiClient.problem(this.api.post(this.patient, NOTES, body), 400, "validation-failed");
		assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("text");
		assertThat(problem.path("errors").path(0).path("message").asString()).isNotBlank();
		assertThat(problem.toString() + output).doesNotContain("a secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "\"words\"", "17", "null" })
	void refusesABodyOfAnotherShape(String body) {
		JsonNode problem = ApiClient.read(this.api.post(this.patient, NOTES, body)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON), 400);
		assertThat(problem.path("detail").asString()).isNotBlank();
	}

	@Test
	void refusesATextThatIsTooLong() {
		String body = "{\"text\": \"" + "a".repeat(100_001) + "\"}";
		ApiClient.problem(this.api.post(this.patient, NOTES, body), 400, "validation-failed");
	}

	@Test
	void refusesABodyThatIsTooLarge() {
		String body = "{\"text\": \"" + "a".repeat(1024 * 1024) + "\"}";
		JsonNode problem = ApiClient.problem(this.api.post(this.patient, NOTES, body), 413, "too-large");
		assertThat(problem.path("detail").asString()).contains("256 KiB");
	}

	@ParameterizedTest
	@CsvSource({ "DELETE, /api/patient/notes", "PATCH, /api/patient/notes/1", "POST, /api/patient/live",
			"PUT, /api/patient/notes" })
	void refusesAMethodThatIsNotOffered(HttpMethod method, String path) {
		ApiClient.problem(this.api.as(this.patient, method, path).exchange(), 405, "method-not-allowed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/xml", "application/x-www-form-urlencoded",
			"multipart/form-data;boundary=x" })
	void refusesAnotherContentType(String type) {
		WebTestClient.ResponseSpec response = this.client.post()
			.uri(NOTES)
			.header("Authorization", TestIdentities.bearer(this.patient))
			.header("Content-Type", type)
			.bodyValue("{\"text\": \"words\"}".getBytes())
			.exchange();
		ApiClient.problem(response, 415, "unsupported-media-type");
	}

	@Test
	void refusesAFormatThatIsNotOffered() {
		WebTestClient.ResponseSpec response = this.client.get()
			.uri(NOTES)
			.header("Authorization", TestIdentities.bearer(this.patient))
			.accept(MediaType.APPLICATION_PDF)
			.exchange();
		ApiClient.problem(response, 406, "not-acceptable");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "!!!", "YzE", "MTIz", "YzEf%00" })
	void refusesACursorThatIsNone(String cursor) {
		ApiClient.problem(this.api.get(this.patient, NOTES + "?cursor=" + cursor), 400, "bad-cursor");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "101", "ten", "1.5", "99999999999" })
	void refusesALimitOutOfRange(String limit) {
		JsonNode problem = ApiClient.problem(this.api.get(this.patient, NOTES + "?limit=" + limit), 400,
				"validation-failed");
		assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("limit");
	}

	@Test
	void leadsThroughAllPages() {
		for (int i = 0; i < 5; i++) {
			this.api.post(this.patient, NOTES, "{\"text\": \"words\"}").expectStatus().isCreated();
		}
		String cursor = "";
		int seen = 0;
		for (int expected : new int[] { 2, 2, 1 }) {
			JsonNode page = ApiClient.read(this.api.get(this.patient, NOTES + "?limit=2&cursor=" + cursor), 200);
			assertThat(page.path("items")).hasSize(expected);
			seen += expected;
			cursor = page.path("nextCursor").asString("");
		}
		assertThat(seen).isEqualTo(5);
		assertThat(cursor).isEmpty();
	}

	@Test
	void demandsTheVersionThatAnUpdateWasMadeAgainst() {
		ApiClient.problem(this.api.as(this.patient, HttpMethod.PUT, NOTES + "/" + written())
			.bodyValue("{\"text\": \"otherwise\"}")
			.exchange(), 428, "precondition-required");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"0\"", "\"7\"", "nonsense", "*", "\"-1\"" })
	void refusesAnUpdateOfAnotherVersion(String version) {
		ApiClient.problem(this.api.as(this.patient, HttpMethod.PUT, NOTES + "/" + written())
			.header("If-Match", version)
			.bodyValue("{\"text\": \"otherwise\"}")
			.exchange(), 412, "stale-version");
	}

	@Test
	void tellsNothingOfAnUnexpectedFailure(CapturedOutput output) {
		String words = "secret-" + UUID.randomUUID();
		JsonNode problem = ApiClient.problem(this.api.get(this.patient, "/api/patient/broken?words=" + words), 500,
				"internal-error");
		assertThat(problem.toString()).doesNotContain(words, "IllegalState");
		assertThat(output.toString()).contains("GET /api/patient/broken failed")
			.contains("IllegalStateException")
			.contains("caused by java.lang.IllegalArgumentException")
			.doesNotContain(words);
	}

	@Test
	void saysThatAPartIsAwayWithoutNamingIt(CapturedOutput output) {
		JsonNode problem = ApiClient.problem(this.api.get(this.patient, "/api/patient/away"), 503, "unavailable");
		assertThat(problem.toString() + output).doesNotContain("mongodb://internal");
	}

	@Test
	void saysThatThereIsNothing() {
		ApiClient.problem(this.api.get(this.patient, "/api/patient/nothing"), 404, "not-found");
		ApiClient.problem(this.api.get(this.patient, NOTES + "/" + UUID.randomUUID()), 404, "not-found");
	}

	private String written() {
		return ApiClient.read(this.api.post(this.patient, NOTES, "{\"text\": \"words\"}"), 201)
			.path("noteId")
			.asString();
	}

}
