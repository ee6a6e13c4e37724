package io.medlinks.ai.summary;

import java.util.List;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.platform.text.PatientText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A doctor is told that something is absent only where the patient says so.
 */
class NegativesTests {

	/** Denies fever and stiff neck; has a headache and feels sick. */
	private static final List<DiaryEntry> RISING_HEADACHE = SummaryFixtures.risingHeadache().entries();

	private final Negatives negatives = SummaryFixtures.negatives();

	@ParameterizedTest
	@ValueSource(strings = { "Denies fever.", "The patient denied any fever or stiff neck.", "No evidence of fever.",
			"Does not report fever, stiff neck.", "Headache without fever.", "Fever is denied.",
			"Fever and stiff neck are absent.", "Denying associated fever and a stiff neck." })
	void believesWhatThePatientDenies(String sentence) {
		assertThat(areIn(sentence)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Denies chest pain.", "The patient denied chest pain.", "Does not report chest pain.",
			"The patient doesn't have chest pain.", "No evidence of a rash.", "No associated vomiting.",
			"Chest pain is denied.", "Fever and chest pain are absent.", "Negative for syncope.",
			"Denies fever or one-sided weakness.", "Denies fever, dyspnoea and stiff neck.", "No headache is reported.",
			"Headache without fever, chest pain or rash.", "Has never had chest pain.", "Nausea is not present." })
	void believesNoOtherDenial(String sentence) {
		assertThat(areIn(sentence)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "The headache is worse and rose to 7 of 10.", "The headache is not better.",
			"Not known: whether there is chest pain.", "Unknown: no word of a rash.", "Asks about a painkiller." })
	void leavesOtherSentencesAlone(String sentence) {
		assertThat(areIn(sentence)).isTrue();
	}

	@Test
	void takesTheNewestWordForIt() {
		DiaryEntry hot = SummaryFixtures.entry("entry-1", "2026-11-22T08:00:00Z", "Fever of 39");
		DiaryEntry better = SummaryFixtures.entry("entry-2", "2026-11-23T08:00:00Z", "No fever today");
		DiaryEntry unticked = SummaryFixtures.entry("entry-3", "2026-11-24T08:00:00Z", "Coughing",
				new ReportedSymptom("fever", 0));
		PatientText denial = new PatientText("Denies fever.");
		assertThat(this.negatives.areIn(denial, List.of(better, hot))).isTrue();
		assertThat(this.negatives.areIn(denial, List.of(unticked, hot))).isTrue();
		assertThat(this.negatives.areIn(denial, List.of(hot))).isFalse();
		assertThat(this.negatives.areIn(denial, List.of())).isFalse();
	}

	private boolean areIn(String sentence) {
		return this.negatives.areIn(new PatientText(sentence), RISING_HEADACHE);
	}

}
