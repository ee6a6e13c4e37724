package io.medlinks.patient.diary;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * A symptom that the patient picked beside the text.
 *
 * @param code its code in the catalogue, such as {@code headache}
 * @param severity 0 (none) to 10 (worst imaginable); null where it was not asked
 */
public record Symptom(@NotBlank(message = "must be a code of the symptom catalogue") String code,
		@Min(value = 0, message = "must be from 0 to 10") @Max(value = 10,
				message = "must be from 0 to 10") @Nullable Integer severity) {

}
