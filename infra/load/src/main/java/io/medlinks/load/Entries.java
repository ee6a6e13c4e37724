package io.medlinks.load;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import tools.jackson.databind.json.JsonMapper;

/**
 * What patients write.
 */
final class Entries {

	private static final List<String> TEXTS = List.of(
			"Headache since this morning, worse when I look at a screen, a little sick with it",
			"I have been coughing for three days, mostly at night, and my chest is sore",
			"My left knee hurts on the stairs and is a bit swollen in the evening",
			"Slept badly again and felt dizzy when I got up, better after breakfast",
			"Stomach ache after lunch, no fever, I could not finish my dinner",
			"The rash on my arms itches less since yesterday but it is still red",
			"My lower back is stiff in the morning and eases when I walk around");

	private static final List<String> SYMPTOMS = List.of("headache", "cough", "joint-pain", "dizziness",
			"abdominal-pain", "rash", "back-pain");

	private static final int MOST_SEVERE = 6;

	private Entries() {
	}

	/**
	 * The body of a request that logs an entry.
	 * @param number decides what is written
	 */
	static String body(int number) {
		int kind = number % TEXTS.size();
		return """
				{"text": "%s", "happenedAt": "%s", "symptoms": [{"code": "%s", "severity": %d}]}""".formatted(
				TEXTS.get(kind), OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5), SYMPTOMS.get(kind),
				1 + number % MOST_SEVERE);
	}

	/**
	 * Logs an entry.
	 * @param patient who
	 * @param base the gateway is asked where this is empty, otherwise the service there
	 * @param number decides what is written
	 * @throws IllegalStateException where it was refused
	 */
	static Saved log(Person patient, String base, int number) throws InterruptedException {
		long begin = System.nanoTime();
		Answer answer = patient.write("POST", base + "/api/patient/diary/entries", body(number));
		long end = System.nanoTime();
		if (answer.status() != 201) {
			throw new IllegalStateException("An entry was answered with " + answer.status());
		}
		return new Saved(patient, JsonMapper.shared().readTree(answer.body()).get("id").asString(), begin, end);
	}

	/**
	 * An entry that was logged.
	 *
	 * @param patient who logged it
	 * @param id its id
	 * @param begin when it was sent, as {@link System#nanoTime()}
	 * @param end when it was acknowledged
	 */
	record Saved(Person patient, String id, long begin, long end) {

		long millis() {
			return (this.end - this.begin) / 1_000_000;
		}

	}

}
