package io.medlinks.ai.interview.openai;

import io.medlinks.ai.summary.openai.ModelServer;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service with a model that says a question in its own words, fails, or says more.
 */
@MedLinksIT
class OpenAiInterviewIT {

	private static final ModelServer SERVER = new ModelServer();

	private static final String OWN = "Is any of this there now? Choose all that fit, or none.";

	private final Account patient = Account.newPatient();

	@Autowired
	private ApiClient api;

	@DynamicPropertySource
	static void useModel(DynamicPropertyRegistry properties) {
		properties.add("medlinks.ai.interview.engine", () -> "openai");
		properties.add("medlinks.ai.interview.openai.base-url", SERVER::baseUrl);
		properties.add("medlinks.ai.interview.openai.model", () -> "test-model");
		properties.add("medlinks.ai.interview.openai.failures", () -> "100");
		properties.add("medlinks.ai.interview.openai.timeout", () -> "3s");
	}

	@BeforeEach
	void forgetReplies() {
		SERVER.saysNothingMore();
	}

	@AfterAll
	static void closeServer() {
		SERVER.close();
	}

	@Test
	void putsAQuestionInTheModelsWords() {
		SERVER.says(ModelServer.answer("{\"text\":\"With your ear, do you notice any of these right now?\"}"));
		JsonNode interview = start();
		assertThat(interview.get("engine").asString()).isEqualTo("openai:test-model");
		assertThat(interview.at("/question/text").asString())
			.isEqualTo("With your ear, do you notice any of these right now?");
		assertThat(interview.at("/question/id").asString()).isEqualTo("signs");
		JsonNode again = ApiClient
			.read(this.api.get(this.patient, "/api/patient/interviews/" + interview.get("id").asString()), 200);
		assertThat(again.at("/question")).isEqualTo(interview.at("/question"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "What?", "{\"text\":\"It sounds like an infection. Is any of this there?\"}",
			"{\"text\":\"Is any of this there? Since when?\"}", "{\"text\":\"Have you tried 400 mg?\"}" })
	void keepsToTheTreeWhereTheModelSaysMore(String answer) {
		SERVER.says(ModelServer.answer(answer));
		expectTree();
	}

	@Test
	void keepsToTheTreeWhereTheModelFails() {
		SERVER.says(ModelServer.refusal(500));
		expectTree();
	}

	@Test
	void keepsToTheTreeWhereTheModelIsSlow() {
		SERVER.says(ModelServer.silent());
		expectTree();
	}

	@Test
	void asksNoModelWhereItMayBeAnEmergency() {
		int before = SERVER.requests().size();
		JsonNode interview = ApiClient.read(this.api.post(this.patient, "/api/patient/interviews",
				"{\"text\": \"Crushing chest pain and I am sweating\", \"language\": \"en\", \"happenedAt\": \"2026-11-23T08:00:00+01:00\"}"),
				201);
		assertThat(interview.get("state").asString()).isEqualTo("red-flag");
		assertThat(SERVER.requests()).hasSize(before);
	}

	private void expectTree() {
		JsonNode interview = start();
		assertThat(interview.get("engine").asString()).isEqualTo("trees");
		assertThat(interview.at("/question/text").asString()).isEqualTo(OWN);
	}

	private JsonNode start() {
		return ApiClient.read(this.api.post(this.patient, "/api/patient/interviews",
				"{\"text\": \"My ear hurts\", \"language\": \"en\", \"happenedAt\": \"2026-11-23T08:00:00+01:00\"}"),
				201);
	}

}
