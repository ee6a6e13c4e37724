package io.medlinks.patient.diary.web;

import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.patient.diary.EntryContent;
import io.medlinks.patient.diary.Symptom;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;
import org.jspecify.annotations.Nullable;

/**
 * An entry's new state, whole.
 *
 * @param text the patient's words, 1 to 10,000 characters
 * @param happenedAt when it was, with the offset of the patient's wall time
 * @param symptoms what the patient picked, 20 at the most; null for none
 * @param reason why it changes, at most 500 characters; null for none
 */
record AmendEntryRequest(
		@NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(
				message = "must say something") @Size(max = EntryContent.LONGEST_TEXT,
						message = "must have at most 10,000 characters") PatientText text,
		@NotNull(message = "is required") OffsetDateTime happenedAt,
		@Size(max = EntryContent.MOST_SYMPTOMS,
				message = "must be at most 20") @Nullable List<@Valid @NotNull(
						message = "must not be null") Symptom> symptoms,
		@Size(max = 500, message = "must have at most 500 characters") @Nullable PatientText reason) {

	EntryContent content() {
		return new EntryContent(this.text, this.happenedAt, (this.symptoms != null) ? this.symptoms : List.of());
	}

}
