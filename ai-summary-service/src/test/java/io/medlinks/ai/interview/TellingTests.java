package io.medlinks.ai.interview;

import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.ReportedSymptom;
import org.junit.jupiter.api.Test;

import static io.medlinks.ai.interview.InterviewFixtures.NOW;
import static io.medlinks.ai.interview.InterviewFixtures.TREES;
import static io.medlinks.ai.interview.InterviewFixtures.chosen;
import static io.medlinks.ai.interview.InterviewFixtures.number;
import static io.medlinks.ai.interview.InterviewFixtures.skipped;
import static io.medlinks.ai.interview.InterviewFixtures.words;
import static org.assertj.core.api.Assertions.assertThat;

class TellingTests {

	@Test
	void tellsWhatIsThereWhatIsNotAndWhatIsNotKnown() {
		Telling telling = telling(Interview
			.started("interview-1", "patient-1", "headache", "en", InterviewFixtures.opening("My head hurts"),
					PatientFacts.UNKNOWN, "print", NOW)
			.answered(chosen("signs", "light", "vomiting"), NOW)
			.answered(chosen("onset", "day"), NOW)
			.answered(skipped("where"), NOW)
			.answered(chosen("feel", "throbbing"), NOW)
			.answered(number("severity", 6), NOW)
			.answered(chosen("injury", "not-sure"), NOW)
			.answered(words("better-worse", "Better in the dark"), NOW)
			.answered(words("concern", "Can I work tomorrow?"), NOW));
		assertThat(telling.next()).isEmpty();
		assertThat(telling.text().value().lines()).startsWith("My head hurts", "Reason: headache.")
			.contains("Light hurts my eyes.", "Throwing up.", "Began: today or yesterday.", "It feels: throbbing.",
					"How bad: 6 of 10.", "Better or worse with: Better in the dark.", "Not said: Where, Injury.")
			.anyMatch((line) -> line.contains("No fever.") && line.contains("No stiff neck."))
			.endsWith("My question: Can I work tomorrow?");
		assertThat(telling.symptoms()).contains(new ReportedSymptom("headache", 6),
				new ReportedSymptom("vomiting", null), new ReportedSymptom("fever", 0),
				new ReportedSymptom("neck-stiffness", 0));
	}

	@Test
	void speaksTheLanguageOfTheInterview() {
		Interview german = InterviewFixtures.about("headache", "de", PatientFacts.UNKNOWN)
			.answered(chosen("signs"), NOW)
			.answered(number("severity", 3), NOW);
		assertThat(telling(german).text().value()).contains("Grund: Kopfschmerzen.", "Wie stark: 3 von 10.",
				"Kein Fieber.");
		Interview arabic = InterviewFixtures.about("headache", "ar", PatientFacts.UNKNOWN)
			.answered(number("severity", 3), NOW);
		assertThat(telling(arabic).text().value()).contains("السبب: صداع.", "3 من 10");
	}

	@Test
	void forgetsWhatWasAnsweredOnAnotherPath() {
		Interview phlegm = InterviewFixtures.about("cough")
			.answered(chosen("kind", "phlegm"), NOW)
			.answered(chosen("colour", "yellow"), NOW);
		assertThat(telling(phlegm).text().value()).contains("Colour: yellow or green");
		Interview dry = phlegm.answered(chosen("kind", "dry"), NOW);
		assertThat(telling(dry).text().value()).doesNotContain("Colour");
		assertThat(telling(dry.answered(chosen("kind", "phlegm"), NOW)).text().value())
			.contains("Colour: yellow or green");
	}

	@Test
	void asksMenNothingAboutPregnancy() {
		assertThat(TREES.complaint("abdominal-pain").questions())
			.anyMatch((question) -> question.id().equals("pregnant"));
		assertThat(telling(InterviewFixtures.about("abdominal-pain", "en", new PatientFacts(400, "male", null))).path())
			.noneMatch((question) -> question.id().equals("pregnant"));
	}

	private static Telling telling(Interview interview) {
		return new Telling(TREES, interview);
	}

}
