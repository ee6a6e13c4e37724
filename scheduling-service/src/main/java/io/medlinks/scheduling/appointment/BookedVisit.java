package io.medlinks.scheduling.appointment;

import java.time.Instant;

import io.medlinks.scheduling.availability.VisitType;

/**
 * A visit that is booked and was not called off.
 *
 * @param doctorId whom the patient visits
 * @param visitType the type of visit
 * @param bookedAt when it was booked
 */
public record BookedVisit(String doctorId, VisitType visitType, Instant bookedAt) {

}
