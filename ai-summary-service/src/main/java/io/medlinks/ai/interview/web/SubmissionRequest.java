package io.medlinks.ai.interview.web;

import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;

/**
 * What is to become a diary entry.
 *
 * @param text the text as the patient wants it, 1 to 10,000 characters
 */
record SubmissionRequest(@NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(
		message = "must say something") @Size(max = 10_000,
				message = "must have at most 10,000 characters") PatientText text) {

}
