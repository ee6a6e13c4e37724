package io.medlinks.ai;

import java.util.UUID;

import io.medlinks.testing.identity.Account;
import io.medlinks.testing.web.ApiClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.testing.web.ApiClient.read;

/**
 * What patients ask of their interviews again and again.
 *
 * @param api their requests
 */
record InterviewRequests(ApiClient api) {

	static final String INTERVIEWS = "/api/patient/interviews";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static String opening(String text, String language) {
		return "{\"text\": \"%s\", \"language\": \"%s\", \"happenedAt\": \"2026-11-23T08:00:00+01:00\"}".formatted(text,
				language);
	}

	/** A patient begins an interview in English. */
	JsonNode starts(Account patient, String text) {
		return read(this.api.post(patient, INTERVIEWS, opening(text, "en")), 201);
	}

	JsonNode reads(Account patient, String id) {
		return read(this.api.get(patient, INTERVIEWS + "/" + id), 200);
	}

	WebTestClient.ResponseSpec answers(Account patient, JsonNode interview, String body) {
		return posts(patient, interview, "/answers", body, UUID.randomUUID().toString());
	}

	WebTestClient.ResponseSpec submits(Account patient, JsonNode interview, String text) {
		return posts(patient, interview, "/submission",
				JSON.writeValueAsString(JSON.createObjectNode().put("text", text)), UUID.randomUUID().toString());
	}

	WebTestClient.ResponseSpec posts(Account patient, JsonNode interview, String what, String body, String key) {
		return this.api.as(patient, HttpMethod.POST, INTERVIEWS + "/" + interview.get("id").asString() + what)
			.header("If-Match", "\"" + interview.get("version").asLong() + "\"")
			.header("Idempotency-Key", key)
			.bodyValue(body)
			.exchange();
	}

	/** The answer of somebody who is fairly well to the question that waits. */
	static String harmless(JsonNode interview) {
		JsonNode question = interview.get("question");
		ObjectNode answer = JSON.createObjectNode().put("questionId", question.get("id").asString());
		switch (question.get("kind").asString()) {
			case "text" -> answer.put("text", "I cannot tell");
			case "number" -> answer.put("number", 2);
			case "several" -> answer.putArray("choices");
			case "yes-no" -> answer.putArray("choices").add("no");
			default -> answer.putArray("choices").add(question.at("/options/0/id").asString());
		}
		return answer.toString();
	}

	/** Answers all that is asked. */
	JsonNode answersAll(Account patient, JsonNode interview) {
		JsonNode now = interview;
		while (now.get("state").asString().equals("in-progress")) {
			now = read(answers(patient, now, harmless(now)), 200);
		}
		return now;
	}

	/** A patient goes through an interview and sends the text as it is. */
	JsonNode sends(Account patient, String opening) {
		JsonNode ready = answersAll(patient, starts(patient, opening));
		return read(submits(patient, ready, ready.at("/draft/text").asString()), 200);
	}

}
