package io.medlinks.scheduling.messages;

import java.time.Instant;

import io.medlinks.scheduling.availability.VisitType;

/**
 * An appointment as it was published; what was said about health is not read.
 *
 * @param appointmentId the appointment
 * @param patientId who comes
 * @param doctorId who sees them
 * @param version the appointment's version, from 1
 * @param status booked or cancelled
 * @param start when it starts
 * @param end when it ends
 * @param visitType the type of visit
 */
public record ChangedAppointment(String appointmentId, String patientId, String doctorId, long version, String status,
		Instant start, Instant end, VisitType visitType) {

	/** By the state, not by the event: a state that is published again tells the same. */
	Occasion occasion() {
		if ("cancelled".equals(this.status)) {
			return Occasion.CANCELLED;
		}
		return (this.version == 1) ? Occasion.BOOKED : Occasion.MOVED;
	}

}
