package io.medlinks.scheduling.appointment;

import java.time.Instant;

import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an appointment.
 *
 * @param appointmentId the id that the appointment will have; the same for a repetition
 * @param fingerprint tells a repetition from another request with the same key
 * @param patientId who wants to be seen
 * @param doctorId by whom
 * @param start when
 * @param visitType how
 * @param reason why; null where not told
 * @param by who asks
 */
public record BookingRequest(String appointmentId, String fingerprint, String patientId, String doctorId, Instant start,
		VisitType visitType, @Nullable PatientText reason, BookedBy by) {

}
