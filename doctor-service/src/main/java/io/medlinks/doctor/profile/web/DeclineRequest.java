package io.medlinks.doctor.profile.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Why a registration is declined.
 *
 * @param reason what the doctor is told
 */
record DeclineRequest(@NotBlank(message = "is required") @Size(max = 1000,
		message = "must have at most 1,000 characters") String reason) {

}
