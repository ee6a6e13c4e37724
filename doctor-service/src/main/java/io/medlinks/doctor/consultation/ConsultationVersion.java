package io.medlinks.doctor.consultation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A consultation as it was from one change to the next; never altered.
 *
 * @param version counts from 1
 * @param status whether the doctor stood by it
 * @param mode how doctor and patient were in touch
 * @param happenedAt when it took place, in the doctor's wall time
 * @param diagnosis what the doctor found; null for nothing
 * @param medications what the doctor prescribed
 * @param message what the patient is told; null for nothing
 * @param privateNotes what only its author may read; null for nothing, and for everybody
 * else
 * @param pleaseBook the visit that the patient is asked to book; null for none
 * @param reason why it was changed; null for the first version
 * @param at when it was recorded
 */
public record ConsultationVersion(long version, ConsultationStatus status, ConsultationMode mode,
		OffsetDateTime happenedAt, @Nullable Diagnosis diagnosis, List<Medication> medications,
		@Nullable PatientText message, @Nullable PatientText privateNotes, @Nullable AskedVisit pleaseBook,
		@Nullable PatientText reason, Instant at) {

	public ConsultationVersion(long version, ConsultationStatus status, ConsultationMode mode,
			OffsetDateTime happenedAt, @Nullable Diagnosis diagnosis, @Nullable List<Medication> medications,
			@Nullable PatientText message, @Nullable PatientText privateNotes, @Nullable AskedVisit pleaseBook,
			@Nullable PatientText reason, Instant at) {
		this.version = version;
		this.status = status;
		this.mode = mode;
		this.happenedAt = happenedAt;
		this.diagnosis = diagnosis;
		this.medications = (medications != null) ? List.copyOf(medications) : List.of();
		this.message = message;
		this.privateNotes = privateNotes;
		this.pleaseBook = pleaseBook;
		this.reason = reason;
		this.at = at;
	}

	static ConsultationVersion first(ConsultationContent content, Instant at) {
		return of(1, content, content.happenedAt(at), AskedVisit.of(content.pleaseBook(), null, at), null, at);
	}

	/**
	 * The next version; unless told otherwise it happened when it did, and the patient
	 * has as long as before.
	 */
	ConsultationVersion amended(ConsultationContent content, PatientText reason, Instant at) {
		AskedVisit asked = AskedVisit.of(content.pleaseBook(), this.pleaseBook, at);
		OffsetDateTime happenedAt = content.happenedAt();
		return of(this.version + 1, content, (happenedAt != null) ? happenedAt : this.happenedAt, asked, reason, at);
	}

	ConsultationVersion retracted(PatientText reason, Instant at) {
		return new ConsultationVersion(this.version + 1, ConsultationStatus.ENTERED_IN_ERROR, this.mode,
				this.happenedAt, this.diagnosis, this.medications, this.message, this.privateNotes, this.pleaseBook,
				reason, at);
	}

	private static ConsultationVersion of(long version, ConsultationContent content, OffsetDateTime happenedAt,
			@Nullable AskedVisit asked, @Nullable PatientText reason, Instant at) {
		return new ConsultationVersion(version, ConsultationStatus.FINISHED, content.mode(), happenedAt,
				content.diagnosis(), content.medications(), content.message(), content.privateNotes(), asked, reason,
				at);
	}

	boolean isRetracted() {
		return this.status == ConsultationStatus.ENTERED_IN_ERROR;
	}

	/** The version without what only its author may read. */
	ConsultationVersion withoutNotes() {
		return new ConsultationVersion(this.version, this.status, this.mode, this.happenedAt, this.diagnosis,
				this.medications, this.message, null, this.pleaseBook, this.reason, this.at);
	}

	/** The version without all that it said. */
	ConsultationVersion withoutContent() {
		return new ConsultationVersion(this.version, this.status, this.mode, this.happenedAt, null, List.of(), null,
				null, null, this.reason, this.at);
	}

}
