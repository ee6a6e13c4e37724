package io.medlinks.patient.medlog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.patient.medlog.PublishedConsultation.AnsweredVersion;
import io.medlinks.patient.medlog.PublishedConsultation.Diagnosis;
import io.medlinks.patient.medlog.PublishedConsultation.Medication;
import io.medlinks.patient.medlog.PublishedConsultation.PleaseBook;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A consultation as the patient sees it, and as doctors find it in the med log.
 *
 * @param id the consultation
 * @param version the consultation's version
 * @param doctorId its author
 * @param doctorName the author's name
 * @param status whether the author stands by it
 * @param mode how they were in touch
 * @param covers the versions of entries that it answers; empty for an entry of the
 * doctor's own
 * @param happenedAt when it took place, in the doctor's wall time
 * @param recordedAt when the first version was recorded
 * @param diagnosis what the doctor found; null for nothing
 * @param medications what the doctor prescribed
 * @param message what the patient is told; null for nothing
 * @param pleaseBook the visit that the patient is asked to book; null for none
 * @param reason why it was changed; null for the first version
 */
public record ConsultationView(String id, long version, String doctorId, String doctorName, ConsultationStatus status,
		ConsultationMode mode, List<AnsweredVersion> covers, OffsetDateTime happenedAt, Instant recordedAt,
		@Nullable Diagnosis diagnosis, List<Medication> medications, @Nullable PatientText message,
		@Nullable PleaseBook pleaseBook, @Nullable PatientText reason) {

	static ConsultationView of(PublishedConsultation consultation) {
		return new ConsultationView(consultation.id(), consultation.version(), consultation.doctorId(),
				consultation.doctorName(), consultation.status(), consultation.mode(), consultation.covers(),
				consultation.happenedAt(), consultation.recordedAt(), consultation.diagnosis(),
				consultation.medications(), consultation.message(), consultation.pleaseBook(), consultation.reason());
	}

}
