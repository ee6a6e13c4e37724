package io.medlinks.patient.appointments;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * An appointment as the patient sees it.
 *
 * @param id the appointment
 * @param version the appointment's version
 * @param patientId the patient
 * @param doctorId the doctor
 * @param doctorName the doctor's name; null while it is not known here yet
 * @param status whether it takes place
 * @param start when it begins, in the practice's wall time
 * @param end when it ends, in the practice's wall time
 * @param zone the IANA zone of the practice
 * @param visitType how they meet
 * @param reason what for; null where nothing was said
 * @param bookedBy who booked it
 */
public record AppointmentView(String id, long version, String patientId, String doctorId, @Nullable String doctorName,
		AppointmentStatus status, OffsetDateTime start, OffsetDateTime end, String zone, VisitType visitType,
		@Nullable PatientText reason, BookedBy bookedBy) {

	static AppointmentView of(PublishedAppointment appointment, @Nullable String doctorName) {
		return new AppointmentView(appointment.id(), appointment.version(), appointment.patientId(),
				appointment.doctorId(), doctorName, appointment.status(),
				wallTime(appointment.start(), appointment.zone()), wallTime(appointment.end(), appointment.zone()),
				appointment.zone(), appointment.visitType(), appointment.reason(), appointment.bookedBy());
	}

	/** The appointment without what it is for. */
	public AppointmentView withoutReason() {
		return new AppointmentView(this.id, this.version, this.patientId, this.doctorId, this.doctorName, this.status,
				this.start, this.end, this.zone, this.visitType, null, this.bookedBy);
	}

	private static OffsetDateTime wallTime(Instant at, String zone) {
		return at.atZone(ZoneId.of(zone)).toOffsetDateTime();
	}

}
