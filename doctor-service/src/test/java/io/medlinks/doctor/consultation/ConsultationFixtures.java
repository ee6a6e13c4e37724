package io.medlinks.doctor.consultation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.text.PatientText;

/**
 * Consultations as tests need them.
 */
final class ConsultationFixtures {

	static final Instant NOW = Instant.parse("2026-11-23T07:20:00Z");

	static final PatientText NOTES = new PatientText("seems worried");

	private ConsultationFixtures() {
	}

	static Consultation answer() {
		return recorded(content(new PleaseBook(VisitType.IN_PERSON, "P7D")));
	}

	static Consultation recorded(ConsultationContent content) {
		return Consultation.recorded("consultation-1", "patient-1", "doctor-1", "Dr Marta Silva",
				List.of(new EntryVersion("entry-1", 1)), content, "fingerprint", NOW);
	}

	static ConsultationContent content(PleaseBook pleaseBook) {
		return new ConsultationContent(ConsultationMode.PHONE, OffsetDateTime.parse("2026-11-23T08:00:00+01:00"),
				new Diagnosis(text("Migraine"), text("G43.9")),
				List.of(new Medication(text("Ibuprofen"), text("400 mg"), null)), text("Rest"), NOTES, pleaseBook);
	}

	static ConsultationContent note(String message) {
		return new ConsultationContent(ConsultationMode.TEXT, null, null, List.of(), text(message), null, null);
	}

	static PatientText text(String words) {
		return new PatientText(words);
	}

}
