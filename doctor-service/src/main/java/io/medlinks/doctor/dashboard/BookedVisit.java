package io.medlinks.doctor.dashboard;

import java.time.Instant;

/**
 * An appointment of the row's doctor and patient.
 *
 * @param id the appointment
 * @param start when it starts
 * @param end when it ends
 * @param visitType in person, online or by phone
 * @param zone the IANA zone of the practice
 */
public record BookedVisit(String id, Instant start, Instant end, String visitType, String zone) {

	static BookedVisit of(Fact.Appointment appointment) {
		return new BookedVisit(appointment.id(), appointment.start(), appointment.end(), appointment.visitType(),
				appointment.zone());
	}

}
