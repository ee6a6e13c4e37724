package io.medlinks.doctor.consultation;

import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;
import org.jspecify.annotations.Nullable;

/**
 * A medication that a doctor prescribed or recommended.
 *
 * @param name what it is, 1 to 200 characters
 * @param dosage how much of it, 200 characters at the most; null where not told
 * @param instructions how and when to take it, 1,000 characters at the most; null where
 * not told
 */
public record Medication(@NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(
		message = "must say something") @Size(max = 200, message = "must have at most 200 characters") PatientText name,
		@Size(max = 200, message = "must have at most 200 characters") @Nullable PatientText dosage,
		@Size(max = 1000, message = "must have at most 1,000 characters") @Nullable PatientText instructions) {

}
