package io.medlinks.ai.interview.web;

import java.time.OffsetDateTime;

import io.medlinks.ai.interview.Opening;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;

/**
 * A new interview.
 *
 * @param text the patient's opening words, 1 to 2,000 characters
 * @param language the BCP 47 tag of the language the patient reads; where the questions
 * are not there in it, they are asked in English
 * @param happenedAt when the patient says it, with the offset of their wall time
 */
record StartInterviewRequest(
		@NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(
				message = "must say something") @Size(max = Opening.LONGEST_TEXT,
						message = "must have at most 2,000 characters") PatientText text,
		@NotBlank(message = "is required") @Size(max = 35, message = "must be a language tag") String language,
		@NotNull(message = "is required") OffsetDateTime happenedAt) {

	Opening opening() {
		return new Opening(this.text, this.language, this.happenedAt);
	}

}
