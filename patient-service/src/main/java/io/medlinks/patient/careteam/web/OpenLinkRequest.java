package io.medlinks.patient.careteam.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Lets a doctor in.
 *
 * @param doctorId the doctor
 */
record OpenLinkRequest(@NotBlank(message = "is required") @Size(max = 100,
		message = "must have at most 100 characters") String doctorId) {

}
