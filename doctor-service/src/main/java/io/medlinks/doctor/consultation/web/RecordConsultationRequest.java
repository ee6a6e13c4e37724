package io.medlinks.doctor.consultation.web;

import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.doctor.consultation.ConsultationContent;
import io.medlinks.doctor.consultation.ConsultationMode;
import io.medlinks.doctor.consultation.Diagnosis;
import io.medlinks.doctor.consultation.Medication;
import io.medlinks.doctor.consultation.PleaseBook;
import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A new consultation; one of diagnosis, medications, message, private notes and visit to
 * book must be there.
 *
 * @param mode how doctor and patient were in touch
 * @param covers the versions of entries that it answers, which then count as
 * acknowledged, 100 at the most; null for none
 * @param happenedAt when it took place, with the offset of the doctor's wall time; null
 * for now
 * @param diagnosis what the doctor found; null for nothing
 * @param medications what the doctor prescribed, 20 at the most; null for none
 * @param message what the patient is told, 5,000 characters at the most; null for nothing
 * @param privateNotes what only the author will ever read, 10,000 characters at the most;
 * null for nothing
 * @param pleaseBook the visit that the patient is asked to book; null for none
 */
record RecordConsultationRequest(@NotNull(message = "is required") ConsultationMode mode,
		@Size(max = 100,
				message = "must be at most 100") @Nullable List<@NotNull(
						message = "must name an entry and a version") @Valid AnsweredVersion> covers,
		@Nullable OffsetDateTime happenedAt, @Valid @Nullable Diagnosis diagnosis,
		@Size(max = ConsultationContent.MOST_MEDICATIONS,
				message = "must be at most 20") @Nullable List<@Valid @NotNull(
						message = "must not be null") Medication> medications,
		@Size(max = ConsultationContent.LONGEST_MESSAGE,
				message = "must have at most 5,000 characters") @Nullable PatientText message,
		@Size(max = ConsultationContent.LONGEST_NOTES,
				message = "must have at most 10,000 characters") @Nullable PatientText privateNotes,
		@Valid @Nullable PleaseBook pleaseBook) {

	List<EntryVersion> versions() {
		return (this.covers == null) ? List.of()
				: this.covers.stream().map((covered) -> new EntryVersion(covered.entryId, covered.version)).toList();
	}

	ConsultationContent content() {
		return new ConsultationContent(this.mode, this.happenedAt, this.diagnosis,
				(this.medications != null) ? this.medications : List.of(), this.message, this.privateNotes,
				this.pleaseBook);
	}

	/**
	 * A version of an entry.
	 *
	 * @param entryId the entry
	 * @param version the version, from 1
	 */
	record AnsweredVersion(
			@NotBlank(message = "is required") @Size(max = 100,
					message = "must have at most 100 characters") String entryId,
			@Min(value = 1, message = "must be 1 or more") long version) {
	}

}
