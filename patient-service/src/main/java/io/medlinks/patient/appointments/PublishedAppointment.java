package io.medlinks.patient.appointments;

import java.time.Instant;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An appointment as scheduling-service published it.
 *
 * @param id the appointment
 * @param version the appointment's version
 * @param patientId the patient
 * @param doctorId the doctor
 * @param status whether it takes place
 * @param start when it begins
 * @param end when it ends
 * @param zone the IANA zone of the practice
 * @param visitType how they meet
 * @param bookedBy who booked it
 * @param reason what for; null where nothing was said
 */
@Document("appointments")
@CompoundIndex(name = "patient_end", def = "{'patientId': 1, 'end': 1}")
@CompoundIndex(name = "patient_start", def = "{'patientId': 1, 'start': -1, '_id': -1}")
public record PublishedAppointment(@Id String id, long version, String patientId, String doctorId,
		AppointmentStatus status, Instant start, Instant end, String zone, VisitType visitType, BookedBy bookedBy,
		@Nullable PatientText reason) {

}
