package io.medlinks.doctor.consultation;

import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;
import org.jspecify.annotations.Nullable;

/**
 * What a doctor found, in words that are as private as the patient's.
 *
 * @param text the finding, 1 to 2,000 characters
 * @param code its code in the doctor's classification, such as {@code G43.9} of ICD-10,
 * 50 characters at the most; null where not told
 */
public record Diagnosis(
		@NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(
				message = "must say something") @Size(max = 2000,
						message = "must have at most 2,000 characters") PatientText text,
		@Size(max = 50, message = "must have at most 50 characters") @Nullable PatientText code) {

}
