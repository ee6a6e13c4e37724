package io.medlinks.scheduling.appointment.web;

import java.time.OffsetDateTime;

import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.VisitType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A patient's wish for an appointment.
 *
 * @param doctorId with whom
 * @param start the start of an opening
 * @param visitType the type of visit
 * @param reason why, at most 500 characters; null where not told
 */
record BookOwnRequest(
		@NotBlank(message = "is required") @Size(max = 100,
				message = "must have at most 100 characters") String doctorId,
		@NotNull(message = "is required") OffsetDateTime start, @NotNull(message = "is required") VisitType visitType,
		@Nullable PatientText reason) {

}
