package io.medlinks.patient.medlog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.patient.appointments.VisitType;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A consultation as doctor-service published it.
 *
 * @param id the consultation
 * @param version the consultation's version
 * @param patientId whom it is about
 * @param doctorId its author
 * @param doctorName the author's name
 * @param status whether the author stands by it
 * @param mode how they were in touch
 * @param covers the versions of entries that it answers
 * @param recordedAt when the first version was recorded
 * @param happenedAt when it took place, in the doctor's wall time
 * @param diagnosis what the doctor found; null for nothing
 * @param medications what the doctor prescribed
 * @param message what the patient is told; null for nothing
 * @param pleaseBook the visit that the patient is asked to book; null for none
 * @param reason why it was changed; null for the first version
 */
@Document("consultations")
@CompoundIndex(name = "patient_happened", def = "{'patientId': 1, 'happenedAt.at': -1, '_id': -1}")
public record PublishedConsultation(@Id String id, long version, String patientId, String doctorId, String doctorName,
		ConsultationStatus status, ConsultationMode mode, List<AnsweredVersion> covers, Instant recordedAt,
		OffsetDateTime happenedAt, @Nullable Diagnosis diagnosis, List<Medication> medications,
		@Nullable PatientText message, @Nullable PleaseBook pleaseBook, @Nullable PatientText reason) {

	public PublishedConsultation(String id, long version, String patientId, String doctorId, String doctorName,
			ConsultationStatus status, ConsultationMode mode, @Nullable List<AnsweredVersion> covers,
			Instant recordedAt, OffsetDateTime happenedAt, @Nullable Diagnosis diagnosis,
			@Nullable List<Medication> medications, @Nullable PatientText message, @Nullable PleaseBook pleaseBook,
			@Nullable PatientText reason) {
		this.id = id;
		this.version = version;
		this.patientId = patientId;
		this.doctorId = doctorId;
		this.doctorName = doctorName;
		this.status = status;
		this.mode = mode;
		this.covers = (covers != null) ? List.copyOf(covers) : List.of();
		this.recordedAt = recordedAt;
		this.happenedAt = happenedAt;
		this.diagnosis = diagnosis;
		this.medications = (medications != null) ? List.copyOf(medications) : List.of();
		this.message = message;
		this.pleaseBook = pleaseBook;
		this.reason = reason;
	}

	/**
	 * A version of an entry that a consultation answers.
	 *
	 * @param entryId the entry
	 * @param version the version that the doctor looked at
	 */
	public record AnsweredVersion(String entryId, long version) {

	}

	/**
	 * What a doctor found.
	 *
	 * @param text the finding
	 * @param code its code in the doctor's classification; null where not told
	 */
	public record Diagnosis(PatientText text, @Nullable PatientText code) {

	}

	/**
	 * A medication that a doctor prescribed or recommended.
	 *
	 * @param name what it is
	 * @param dosage how much of it; null where not told
	 * @param instructions how and when to take it; null where not told
	 */
	public record Medication(PatientText name, @Nullable PatientText dosage, @Nullable PatientText instructions) {

	}

	/**
	 * A visit that the patient is asked to book.
	 *
	 * @param visitType the kind of visit
	 * @param askedAt when the patient was asked
	 * @param until until when
	 */
	public record PleaseBook(VisitType visitType, Instant askedAt, Instant until) {

	}

}
