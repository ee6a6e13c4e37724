package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.OffsetDateTime;

import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;

/**
 * An appointment as patient or doctor sees it.
 *
 * @param id the appointment
 * @param version counts from 1
 * @param patientId who comes
 * @param patientName what they are called; null where not known yet
 * @param doctorId who sees them
 * @param doctorName what the doctor is called; null where not known yet
 * @param status what became of it
 * @param start when it starts, with the offset of the doctor's zone
 * @param end when it ends
 * @param zone the doctor's IANA zone
 * @param visitType the type of visit
 * @param reason why; null where not told, or not for the doctor to see any more
 * @param cancelReason why it was called off; likewise
 * @param bookedBy who made it
 * @param bookedAt when it was made
 */
public record AppointmentView(String id, long version, String patientId, @Nullable String patientName, String doctorId,
		@Nullable String doctorName, AppointmentStatus status, OffsetDateTime start, OffsetDateTime end, String zone,
		VisitType visitType, @Nullable PatientText reason, @Nullable PatientText cancelReason, BookedBy bookedBy,
		Instant bookedAt) {

	static AppointmentView of(Appointment appointment, @Nullable String patientName, @Nullable String doctorName) {
		return new AppointmentView(appointment.appointmentId(), appointment.version(), appointment.patientId(),
				patientName, appointment.doctorId(), doctorName, appointment.status(),
				appointment.start().atZone(appointment.zone()).toOffsetDateTime(),
				appointment.end().atZone(appointment.zone()).toOffsetDateTime(), appointment.zone().getId(),
				appointment.visitType(), appointment.reason(), appointment.cancelReason(), appointment.bookedBy(),
				appointment.bookedAt());
	}

	AppointmentView withoutReasons() {
		return new AppointmentView(this.id, this.version, this.patientId, this.patientName, this.doctorId,
				this.doctorName, this.status, this.start, this.end, this.zone, this.visitType, null, null,
				this.bookedBy, this.bookedAt);
	}

}
