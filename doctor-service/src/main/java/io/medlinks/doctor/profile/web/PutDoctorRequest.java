package io.medlinks.doctor.profile.web;

import io.medlinks.doctor.profile.DoctorContent;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A profile's new state, whole.
 *
 * @param name the name with title
 * @param specialty what they practise
 * @param practice where they practise; null where not told
 * @param phone where calls reach them; null where not told
 * @param zone the IANA zone of the practice
 * @param email where mail reaches them; null where not told
 * @param language en, de or ar; null where not told
 */
record PutDoctorRequest(
		@NotBlank(message = "is required") @Size(max = 200, message = "must have at most 200 characters") String name,
		@NotBlank(message = "is required") @Size(max = 100,
				message = "must have at most 100 characters") String specialty,
		@Size(max = 200, message = "must have at most 200 characters") @Nullable String practice,
		@Pattern(regexp = "\\+?[0-9 ()/.-]{3,40}",
				message = "must be a telephone number of 3 to 40 characters: digits, spaces and + ( ) / . -") @Nullable String phone,
		@NotBlank(message = "is required") @Size(max = 100, message = "must have at most 100 characters") String zone,
		@Email(message = "must be an e-mail address") @Size(max = 254,
				message = "must have at most 254 characters") @Nullable String email,
		@Pattern(regexp = "en|de|ar", message = "must be one of en, de, ar") @Nullable String language) {

	DoctorContent content() {
		return new DoctorContent(this.name.strip(), this.specialty.strip(), this.practice, this.phone, this.zone,
				this.email, this.language);
	}

}
