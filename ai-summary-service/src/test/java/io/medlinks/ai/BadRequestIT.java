package io.medlinks.ai;

import java.util.List;
import java.util.stream.Stream;

import io.medlinks.ai.chat.ChatTalk;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.ai.InterviewRequests.INTERVIEWS;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every route that takes a body refuses, and how.
 */
@MedLinksIT
class BadRequestIT {

	private final Account patient = Account.newPatient();

	@Autowired
	private ApiClient api;

	static Stream<String> routesWithABody() {
		return Stream.of(INTERVIEWS, INTERVIEWS + "/unknown/answers", INTERVIEWS + "/unknown/submission",
				ChatTalk.THREADS + "/unknown/messages");
	}

	static Stream<String> lists() {
		return Stream.of(INTERVIEWS, ChatTalk.THREADS);
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void asksForJsonThatCanBeRead(String path) {
		for (String body : List.of("{", "{\"text\": ", "nonsense", "{'text': 'x'}", "\u0000",
				"{\"text\": \"x\"} trailing {", "{\"a\":".repeat(5000))) {
			problem(sends(path, body), 400, "malformed-request");
		}
		problem(begins(path).exchange(), 400, "malformed-request");
		for (String body : List.of("[]", "\"text\"", "42", "null", "[{}]")) {
			assertThat(read(sends(path, body)).get("status").asInt()).as(body).isEqualTo(400);
		}
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void asksForJsonAndNothingElse(String path) {
		for (MediaType type : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_XML,
				MediaType.APPLICATION_FORM_URLENCODED)) {
			problem(begins(path).contentType(type).bodyValue("text=x").exchange(), 415, "unsupported-media-type");
		}
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void refusesAMegabyteOfText(String path) {
		problem(sends(path, "{\"text\": \"%s\"}".formatted("a".repeat(1_048_576))), 413, "too-large");
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void refusesAKeyThatIsNone(String path) {
		for (String key : List.of("", "k".repeat(201))) {
			JsonNode refused = problem(
					begins(path).header("Idempotency-Key", key).bodyValue("{\"text\": \"x\"}").exchange(), 400,
					"validation-failed");
			assertThat(refused.at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
			assertThat(refused.at("/errors/0/message").asString()).isEqualTo("must have 1 to 200 characters");
		}
	}

	@ParameterizedTest
	@MethodSource("lists")
	void refusesABadLimit(String list) {
		for (String limit : List.of("0", "-1", "101", "many", "1.5", "99999999999")) {
			JsonNode refused = problem(this.api.get(this.patient, list + "?limit=" + limit), 400, "validation-failed");
			assertThat(refused.at("/errors/0/field").asString()).as(limit).isEqualTo("limit");
			assertThat(refused.at("/errors/0/message").asString()).as(limit)
				.isEqualTo("must be a whole number from 1 to 100");
		}
	}

	private WebTestClient.RequestBodySpec begins(String path) {
		return this.api.as(this.patient, HttpMethod.POST, path).header("If-Match", "\"1\"");
	}

	private WebTestClient.ResponseSpec sends(String path, String body) {
		return begins(path).bodyValue(body).exchange();
	}

}
