package io.medlinks.ai.summary.openai;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
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
 * The service with a model that answers, fails in every way, or invents.
 */
@MedLinksIT
class OpenAiSummaryIT {

	private static final ModelServer SERVER = new ModelServer();

	private static final String GOOD = """
			{"sentences":[{"text":"The patient has a headache.","evidence":["E1"]}]}""";

	private final Account patient = Account.newPatient();

	private final ApiClient api;

	private final EventTraffic traffic;

	@Autowired
	OpenAiSummaryIT(ApiClient api, EventTraffic traffic) {
		this.api = api;
		this.traffic = traffic;
	}

	@DynamicPropertySource
	static void useModel(DynamicPropertyRegistry properties) {
		properties.add("medlinks.ai.summary.engine", () -> "openai");
		properties.add("medlinks.ai.summary.openai.base-url", SERVER::baseUrl);
		properties.add("medlinks.ai.summary.openai.model", () -> "test-model");
		properties.add("medlinks.ai.summary.openai.daily-tokens", () -> "1000000");
		properties.add("medlinks.ai.summary.openai.stall", () -> "6s");
		properties.add("medlinks.ai.summary.openai.timeout", () -> "20s");
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
	void showsWhatTheModelStreamed() {
		SERVER.says(ModelServer.answer(GOOD));
		JsonNode summary = summaryOf("A headache");
		assertThat(summary.get("engine").asString()).isEqualTo("openai:test-model");
		assertThat(summary.at("/sentences/0/text").asString()).isEqualTo("The patient has a headache.");
		assertThat(summary.at("/sentences/0/evidence/0/version").asLong()).isEqualTo(1);
		assertThat(SERVER.requests().getLast().path("stream").asBoolean()).isTrue();
	}

	@Test
	void triesAgainAfterARefusal() {
		SERVER.says(ModelServer.refusal(429)).says(ModelServer.answer(GOOD));
		assertThat(summaryOf("A headache").get("engine").asString()).isEqualTo("openai:test-model");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 404, 429, 500, 503 })
	void fallsBackWhereTheModelRefuses(int status) {
		SERVER.says(ModelServer.refusal(status)).says(ModelServer.refusal(status));
		expectTemplate();
	}

	@Test
	void fallsBackWhereTheStreamStalls() {
		SERVER.says(ModelServer.stalling("{\"sentences\":")).says(ModelServer.stalling("{\"sentences\":"));
		expectTemplate();
	}

	@Test
	void fallsBackWhereTheStreamBreaksOff() {
		SERVER.says(ModelServer.truncated(GOOD)).says(ModelServer.truncated(GOOD));
		expectTemplate();
	}

	@Test
	void fallsBackWhereNothingIsAnswered() {
		SERVER.says(ModelServer.silent()).says(ModelServer.silent());
		expectTemplate();
	}

	@ParameterizedTest
	@ValueSource(strings = { "I am sorry.", "{\"sentences\":[]}",
			"{\"sentences\":[{\"text\":\"The patient smokes.\",\"evidence\":[\"E9\"]}]}",
			"{\"sentences\":[{\"text\":\"The patient smokes.\",\"evidence\":[]}]}",
			"{\"sentences\":[{\"text\":\"The pulse is 120.\",\"evidence\":[\"E1\"]}]}" })
	void fallsBackWhereTheModelInvents(String answer) {
		SERVER.says(ModelServer.answer(answer));
		expectTemplate();
	}

	@Test
	void keepsOneUngroundedSentenceOut() {
		SERVER.says(ModelServer.answer("""
				{"sentences":[{"text":"The patient has a headache.","evidence":["E1"]},
				{"text":"The patient smokes.","evidence":["E9"]}]}"""));
		JsonNode summary = summaryOf("A headache");
		assertThat(summary.get("engine").asString()).isEqualTo("openai:test-model");
		assertThat(summary.get("sentences")).hasSize(1);
	}

	@Test
	void tellsTheModelNoName() {
		SERVER.says(ModelServer.answer(GOOD));
		this.traffic.publish(Fact.patientProfile(this.patient, 1, (body) -> {
		}));
		summaryOf("A headache. My number is +351 900 000 001, write to ana.reis@example.org");
		// Summaries of other patients may still be under way.
		assertThat(SERVER.requests()).map(JsonNode::toString)
			.filteredOn((sent) -> sent.contains("My number is"))
			.isNotEmpty()
			.noneMatch(
					(sent) -> Stream.of("900 000 001", "ana.reis@example.org", this.patient.id(), this.patient.name())
						.anyMatch(sent::contains));
	}

	private void expectTemplate() {
		JsonNode summary = summaryOf("A headache");
		assertThat(summary.get("engine").asString()).isEqualTo("template");
		assertThat(summary.at("/sentences/0/text").asString())
			.isEqualTo("On 23 November 2026 the patient writes: \"A headache\"");
	}

	private JsonNode summaryOf(String text) {
		this.traffic.publish(Fact.entryLogged(this.patient, UUID.randomUUID().toString(), 1, (body) -> {
			Fact.content(body).put("text", text).put("happenedAt", "2026-11-23T08:00:00Z");
			Fact.content(body).putArray("symptoms");
		}));
		return Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.until(() -> ApiClient.read(this.api.get(this.patient, "/api/patient/summary")),
					(answer) -> answer.has("sentences"));
	}

}
