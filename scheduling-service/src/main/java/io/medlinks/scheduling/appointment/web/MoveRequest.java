package io.medlinks.scheduling.appointment.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.version.ExpectedVersion;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.appointment.MovingRequest;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.availability.Years;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A wish for another time of an appointment.
 *
 * @param start the start of an opening of the same doctor
 * @param visitType the type of visit; null for the same as before
 */
record MoveRequest(@NotNull(message = "is required") OffsetDateTime start, @Nullable VisitType visitType) {

	MovingRequest wish(String appointmentId, Party party, ExpectedVersion expected, IdempotencyKey key) {
		Instant when = Years.checked("start", this.start);
		AppliedKey applied = AppliedKey.of(key, new TreeMap<>(Map.of("id", appointmentId, "start", when.toString(),
				"visitType", (this.visitType != null) ? this.visitType.code() : "")));
		return new MovingRequest(appointmentId, party, expected.required(), when, this.visitType, applied);
	}

}
