package io.medlinks.scheduling.appointment;

import java.time.Instant;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;

/**
 * A wish for another time.
 *
 * @param appointmentId the appointment
 * @param party whose it is
 * @param expected the version that they saw
 * @param start when it shall start
 * @param visitType how; null for the same type of visit
 * @param applied makes a repetition the same change
 */
public record MovingRequest(String appointmentId, Party party, long expected, Instant start,
		@Nullable VisitType visitType, AppliedKey applied) {

}
