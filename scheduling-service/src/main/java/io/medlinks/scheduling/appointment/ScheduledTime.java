package io.medlinks.scheduling.appointment;

import java.time.Instant;

/**
 * When an appointment takes place, and nothing else about it.
 *
 * @param appointmentId the appointment
 * @param version the appointment's version, from 1
 * @param patientId who comes
 * @param start when it starts
 * @param end when it ends
 * @param bookedAt when it was made
 */
public record ScheduledTime(String appointmentId, long version, String patientId, Instant start, Instant end,
		Instant bookedAt) {

	static ScheduledTime of(Appointment appointment) {
		return new ScheduledTime(appointment.appointmentId(), appointment.version(), appointment.patientId(),
				appointment.start(), appointment.end(), appointment.bookedAt());
	}

}
