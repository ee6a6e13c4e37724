package io.medlinks.scheduling.appointment;

import java.time.OffsetDateTime;

import io.medlinks.scheduling.appointment.Appointment.Placement;
import io.medlinks.scheduling.availability.VisitType;

/**
 * The answer to a booking or a move: the appointment as that made it, whatever became of
 * it since.
 *
 * @param id the appointment
 * @param version the version that the request made
 * @param status booked
 * @param start when it starts, with the offset of the doctor's zone
 * @param end when it ends
 * @param zone the doctor's IANA zone
 * @param visitType the type of visit
 */
public record BookedView(String id, long version, AppointmentStatus status, OffsetDateTime start, OffsetDateTime end,
		String zone, VisitType visitType) {

	static BookedView of(String appointmentId, Placement placement) {
		return new BookedView(appointmentId, placement.version(), AppointmentStatus.BOOKED,
				placement.start().atZone(placement.zone()).toOffsetDateTime(),
				placement.end().atZone(placement.zone()).toOffsetDateTime(), placement.zone().getId(),
				placement.visitType());
	}

}
