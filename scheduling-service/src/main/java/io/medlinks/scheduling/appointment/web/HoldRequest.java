package io.medlinks.scheduling.appointment.web;

import java.time.OffsetDateTime;

import io.medlinks.scheduling.availability.VisitType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A time to be kept while the patient fills in the form.
 *
 * @param doctorId with whom
 * @param start the start of an opening
 * @param visitType the type of visit
 */
record HoldRequest(
		@NotBlank(message = "is required") @Size(max = 100,
				message = "must have at most 100 characters") String doctorId,
		@NotNull(message = "is required") OffsetDateTime start, @NotNull(message = "is required") VisitType visitType) {

}
