package io.medlinks.patient.diary;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.platform.text.PatientText;

/**
 * Entries that tests speak of.
 */
final class DiaryFixtures {

	static final Instant NOW = Instant.parse("2026-11-23T07:02:11.250Z");

	static final OffsetDateTime THIS_MORNING = OffsetDateTime.parse("2026-11-23T08:00:00+01:00");

	static final SymptomCatalogue CATALOGUE = new SymptomCatalogue(
			List.of(new SymptomCatalogue.Item("headache"), new SymptomCatalogue.Item("chest-pain")));

	private DiaryFixtures() {
	}

	static EntryContent headache() {
		return new EntryContent(new PatientText("A pounding headache since I woke up."), THIS_MORNING,
				List.of(new Symptom("headache", 7)));
	}

	static EntryContent severeChestPain() {
		return new EntryContent(new PatientText("Pressure on my chest, into the left arm."), THIS_MORNING,
				List.of(new Symptom("chest-pain", 9)));
	}

	static DiaryEntry loggedHeadache() {
		return DiaryEntry.logged("entry-1", "patient-1", headache(), "fingerprint", NOW);
	}

}
