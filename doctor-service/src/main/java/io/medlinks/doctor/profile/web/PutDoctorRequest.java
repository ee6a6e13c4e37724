package io.medlinks.doctor.profile.web;

import io.medlinks.doctor.profile.DoctorContent;
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
 */
record PutDoctorRequest(
		@NotBlank(message = "is required") @Size(max = 200, message = "must have at most 200 characters") String name,
		@NotBlank(message = "is required") @Size(max = 100,
				message = "must have at most 100 characters") String specialty,
		@Size(max = 200, message = "must have at most 200 characters") @Nullable String practice,
		@Pattern(regexp = "\\+?[0-9 ()/.-]{3,40}", message = "must be a telephone number") @Nullable String phone,
		@NotBlank(message = "is required") @Size(max = 100, message = "must have at most 100 characters") String zone) {

	DoctorContent content() {
		return new DoctorContent(this.name.strip(), this.specialty.strip(), this.practice, this.phone, this.zone);
	}

}
