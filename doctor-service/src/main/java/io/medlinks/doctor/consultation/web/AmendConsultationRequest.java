package io.medlinks.doctor.consultation.web;

import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.doctor.consultation.ConsultationContent;
import io.medlinks.doctor.consultation.ConsultationMode;
import io.medlinks.doctor.consultation.Diagnosis;
import io.medlinks.doctor.consultation.Medication;
import io.medlinks.doctor.consultation.PleaseBook;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;
import org.jspecify.annotations.Nullable;

/**
 * A consultation's new state, whole; the entries that it answers stay those of the first
 * version.
 *
 * @param mode how doctor and patient were in touch
 * @param happenedAt when it took place, with the offset of the doctor's wall time; null
 * to leave it as it is
 * @param diagnosis what the doctor found; null for nothing
 * @param medications what the doctor prescribed, 20 at the most; null for none
 * @param message what the patient is told, 5,000 characters at the most; null for nothing
 * @param privateNotes what only the author will ever read, 10,000 characters at the most;
 * null for nothing
 * @param pleaseBook the visit that the patient is asked to book; null for none
 * @param reason why it changes, 1 to 500 characters
 */
record AmendConsultationRequest(@NotNull(message = "is required") ConsultationMode mode,
		@Nullable OffsetDateTime happenedAt, @Valid @Nullable Diagnosis diagnosis,
		@Size(max = ConsultationContent.MOST_MEDICATIONS,
				message = "must be at most 20") @Nullable List<@Valid @NotNull(
						message = "must not be null") Medication> medications,
		@Size(max = ConsultationContent.LONGEST_MESSAGE,
				message = "must have at most 5,000 characters") @Nullable PatientText message,
		@Size(max = ConsultationContent.LONGEST_NOTES,
				message = "must have at most 10,000 characters") @Nullable PatientText privateNotes,
		@Valid @Nullable PleaseBook pleaseBook,
		@NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(
				message = "must say something") @Size(max = 500,
						message = "must have at most 500 characters") PatientText reason) {

	ConsultationContent content() {
		return new ConsultationContent(this.mode, this.happenedAt, this.diagnosis,
				(this.medications != null) ? this.medications : List.of(), this.message, this.privateNotes,
				this.pleaseBook);
	}

}
