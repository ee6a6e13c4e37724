package io.medlinks.doctor.consultation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A consultation as a doctor of the care team sees it.
 *
 * @param id the consultation
 * @param version the current version, also its entity tag
 * @param patientId whom it is about
 * @param doctorId its author
 * @param doctorName the author's name then
 * @param status whether the author stands by it
 * @param mode how doctor and patient were in touch
 * @param covers the versions of entries that it answers
 * @param happenedAt when it took place, in the doctor's wall time
 * @param recordedAt when the first version was recorded
 * @param changedAt when this version was recorded
 * @param diagnosis what the doctor found; null for nothing
 * @param medications what the doctor prescribed
 * @param message what the patient is told; null for nothing
 * @param privateNotes what only its author may read; null for nothing, and for everybody
 * else
 * @param pleaseBook the visit that the patient is asked to book; null for none
 * @param reason why it was changed; null for the first version
 */
public record ConsultationView(String id, long version, String patientId, String doctorId, String doctorName,
		ConsultationStatus status, ConsultationMode mode, List<EntryVersion> covers, OffsetDateTime happenedAt,
		Instant recordedAt, Instant changedAt, @Nullable Diagnosis diagnosis, List<Medication> medications,
		@Nullable PatientText message, @Nullable PatientText privateNotes, @Nullable AskedVisit pleaseBook,
		@Nullable PatientText reason) {

	static ConsultationView of(Consultation consultation, String readerId) {
		ConsultationVersion current = consultation.currentFor(readerId);
		return new ConsultationView(consultation.id(), consultation.version(), consultation.patientId(),
				consultation.doctorId(), consultation.doctorName(), current.status(), current.mode(),
				consultation.covers(), current.happenedAt(), consultation.recordedAt(), current.at(),
				current.diagnosis(), current.medications(), current.message(), current.privateNotes(),
				current.pleaseBook(), current.reason());
	}

}
