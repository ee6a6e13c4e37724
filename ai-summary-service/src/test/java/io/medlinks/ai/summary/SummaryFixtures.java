package io.medlinks.ai.summary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.diary.EntryStatus;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;

/**
 * Diaries to be summarised.
 */
public final class SummaryFixtures {

	private SummaryFixtures() {
	}

	/**
	 * An entry of Ana Reis.
	 */
	public static DiaryEntry entry(String id, String happenedAt, String text, ReportedSymptom... symptoms) {
		return new DiaryEntry(id, 1, "patient-ana", EntryStatus.ACTIVE, Instant.parse("2026-11-23T08:00:00Z"),
				new PatientText(text), OffsetDateTime.parse(happenedAt), List.of(symptoms));
	}

	/**
	 * A headache that got worse over three days, newest first.
	 */
	public static SummaryRequest risingHeadache() {
		return request(
				entry("entry-3", "2026-11-23T08:00:00Z",
						"The headache is worse, no fever or stiff neck. Can I take my usual painkiller?",
						new ReportedSymptom("headache", 7), new ReportedSymptom("nausea", null)),
				entry("entry-2", "2026-11-22T08:00:00Z", "Still there.", new ReportedSymptom("headache", 4)),
				entry("entry-1", "2026-11-21T08:00:00Z", "A light headache since lunch.",
						new ReportedSymptom("headache", 3)));
	}

	/**
	 * A request of Ana Reis.
	 */
	public static SummaryRequest request(DiaryEntry... entries) {
		return new SummaryRequest("patient-ana", Optional.of(ana()), List.of(entries));
	}

	/**
	 * Ana Reis.
	 */
	public static PatientProfile ana() {
		return new PatientProfile("patient-ana", 1, "Ana Reis", LocalDate.of(1987, 4, 12), "female",
				"ana.reis@example.org", "+351 900 000 001", "Europe/Lisbon", "PT-000-001", "Rua das Flores 1, Lisboa");
	}

	/**
	 * What the symptoms in the fixtures are called.
	 */
	public static SymptomNames names() {
		return new SymptomNames(List.of(new SymptomNames.Item("headache", "Headache"),
				new SymptomNames.Item("nausea", "Feeling sick"), new SymptomNames.Item("fever", "Fever")));
	}

	/**
	 * What may be denied, by the rules of this release.
	 */
	public static Negatives negatives() {
		return new Negatives(names(), UrgencyRules.load());
	}

}
