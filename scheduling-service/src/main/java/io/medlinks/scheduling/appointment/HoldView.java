package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.OffsetDateTime;

import io.medlinks.scheduling.availability.VisitType;

/**
 * A time that is kept for a patient.
 *
 * @param id the hold
 * @param doctorId with whom
 * @param start when the visit would start, with the offset of the doctor's zone
 * @param end when it would end
 * @param visitType the type of visit
 * @param zone the doctor's IANA zone
 * @param expiresAt until when it is kept
 */
public record HoldView(String id, String doctorId, OffsetDateTime start, OffsetDateTime end, VisitType visitType,
		String zone, Instant expiresAt) {

}
