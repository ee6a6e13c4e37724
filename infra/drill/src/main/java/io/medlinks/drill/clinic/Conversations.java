package io.medlinks.drill.clinic;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medlinks.drill.clinic.Ledger.Written;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What patients say to MedLinks itself: they go through interviews and send what these
 * come to, and they ask questions in the chat.
 */
final class Conversations {

	private static final String INTERVIEWS = "/api/patient/interviews";

	private static final String THREADS = "/api/patient/chat/threads";

	private static final Pattern ACCEPTED = Pattern.compile("event:accepted\\s+data:\\{[^\\n]*?\"id\":\"([^\"]+)\"");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Clinic clinic;

	Conversations(Clinic clinic) {
		this.clinic = clinic;
	}

	/** A patient answers all that is asked, and sends the text as it is. */
	void interview(Person patient) throws InterruptedException {
		Answer last = patient.write("POST", INTERVIEWS,
				"{\"text\": \"My ear hurts, %s\", \"language\": \"en\", \"happenedAt\": \"2026-11-23T08:00:00Z\"}"
					.formatted(patient.canary()));
		while (last.succeeded() && last.json().get("state").asString().equals("in-progress")) {
			last = change(patient, last.json(), "/answers", harmless(last.json().get("question")));
		}
		String text = patient.canary();
		if (last.succeeded()) {
			text = last.json().at("/draft/text").asString(text);
			last = change(patient, last.json(), "/submission", JSON.writeValueAsString(Map.of("text", text)));
		}
		if (last.succeeded()) {
			this.clinic.ledger().entry(patient.id(), last.json().get("entryId").asString(), Written.first(text));
		}
		else {
			this.clinic.refused(patient, "an interview", last);
		}
	}

	private static Answer change(Person patient, JsonNode interview, String what, String body)
			throws InterruptedException {
		return patient.ask("POST", INTERVIEWS + "/" + interview.get("id").asString() + what, body,
				Map.of("If-Match", "\"" + interview.get("version").asLong() + "\""));
	}

	/** What somebody answers who is fairly well. */
	private static String harmless(JsonNode question) {
		String answer = switch (question.get("kind").asString()) {
			case "text" -> "\"text\": \"I cannot tell\"";
			case "number" -> "\"number\": 2";
			case "several" -> "\"choices\": []";
			case "yes-no" -> "\"choices\": [\"no\"]";
			default -> "\"choices\": [\"" + question.at("/options/0/id").asString() + "\"]";
		};
		return "{\"questionId\": \"" + question.get("id").asString() + "\", " + answer + "}";
	}

	/**
	 * A patient asks something in a conversation of its own, and waits for the answer.
	 */
	void ask(Person patient) throws InterruptedException {
		Answer begun = patient.write("POST", THREADS, "");
		if (!begun.succeeded()) {
			this.clinic.refused(patient, "a conversation", begun);
			return;
		}
		String threadId = begun.json().get("id").asString();
		Answer told = patient.ask("POST", THREADS + "/" + threadId + "/messages",
				"{\"text\": \"What helps against a headache? %s\"}".formatted(patient.canary()),
				Map.of("Accept", "text/event-stream"));
		Matcher accepted = ACCEPTED.matcher(told.body());
		if (told.succeeded() && accepted.find()) {
			this.clinic.ledger().question(patient.id(), threadId, accepted.group(1));
		}
		else {
			this.clinic.refused(patient, "a question", told);
		}
	}

}
