package io.medlinks.patient.profile.web;

import java.time.LocalDate;
import java.util.List;

import io.medlinks.patient.profile.ProfileContent;
import io.medlinks.patient.profile.Sex;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;
import org.jspecify.annotations.Nullable;

/**
 * A profile's new state, whole.
 *
 * @param name what they are called
 * @param birthDate when they were born, in the past; null where not told
 * @param sex the administrative gender; null for unknown
 * @param email where mail reaches them; null where not told
 * @param phone where calls reach them; null where not told
 * @param zone the IANA zone they live in
 * @param language en, de or ar
 * @param allergies what they do not tolerate, 50 at the most; null for none
 * @param heightCm height in centimetres, 20 to 300; null where not told
 * @param weightKg weight in kilograms, 0.2 to 700; null where not told
 * @param healthCardId the number on the health card; null where not told
 * @param address where they live; null where not told
 */
record PutProfileRequest(
		@NotBlank(message = "is required") @Size(max = 200, message = "must have at most 200 characters") String name,
		@Nullable LocalDate birthDate, @Nullable Sex sex,
		@Email(message = "must be an e-mail address") @Size(max = 254,
				message = "must have at most 254 characters") @Nullable String email,
		@Pattern(regexp = "\\+?[0-9 ()/.-]{3,40}",
				message = "must be a telephone number of 3 to 40 characters: digits, spaces and + ( ) / . -") @Nullable String phone,
		@NotBlank(message = "is required") String zone, @NotBlank(message = "is required") String language,
		@Size(max = 50,
				message = "must be at most 50") @Nullable List<@NotNull(message = "must not be null",
						payload = Unwrapping.Skip.class) @NotBlank(message = "must say something") @Size(max = 200,
								message = "must have at most 200 characters") PatientText> allergies,
		@DecimalMin(value = "20", message = "must be from 20 to 300") @DecimalMax(value = "300",
				message = "must be from 20 to 300") @Nullable Double heightCm,
		@DecimalMin(value = "0.2", message = "must be from 0.2 to 700") @DecimalMax(value = "700",
				message = "must be from 0.2 to 700") @Nullable Double weightKg,
		@Size(max = 100, message = "must have at most 100 characters") @Nullable String healthCardId,
		@Size(max = 500, message = "must have at most 500 characters") @Nullable String address) {

	ProfileContent content() {
		return new ProfileContent(this.name, this.birthDate, (this.sex != null) ? this.sex : Sex.UNKNOWN, this.email,
				this.phone, this.zone, this.language, (this.allergies != null) ? this.allergies : List.of(),
				this.heightCm, this.weightKg, this.healthCardId, this.address);
	}

}
