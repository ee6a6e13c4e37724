package io.medlinks.scheduling.appointment;

import java.time.OffsetDateTime;

import io.medlinks.scheduling.availability.VisitType;

/**
 * The answer to a booking: the appointment as it was booked, whatever became of it since.
 *
 * @param id the appointment
 * @param version the version that the booking made
 * @param status booked
 * @param start when it starts, with the offset of the doctor's zone
 * @param end when it ends
 * @param zone the doctor's IANA zone
 * @param visitType the type of visit
 */
public record BookedView(String id, long version, AppointmentStatus status, OffsetDateTime start, OffsetDateTime end,
		String zone, VisitType visitType) {

	static BookedView of(Appointment appointment) {
		return new BookedView(appointment.appointmentId(), 1, AppointmentStatus.BOOKED,
				appointment.start().atZone(appointment.zone()).toOffsetDateTime(),
				appointment.end().atZone(appointment.zone()).toOffsetDateTime(), appointment.zone().getId(),
				appointment.visitType());
	}

}
