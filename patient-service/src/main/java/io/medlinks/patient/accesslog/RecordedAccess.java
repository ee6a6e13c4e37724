package io.medlinks.patient.accesslog;

import java.time.Instant;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An access to one patient's data.
 *
 * @param id the access and the patient
 * @param version always 1: an access never changes
 * @param patientId whose data
 * @param accessId the access
 * @param at when
 * @param actorId who
 * @param actorName their name
 * @param actorRole the group in which they acted
 * @param resource which data
 * @param action whether it was read or changed
 * @param purpose what for
 */
@Document("accessLog")
@CompoundIndex(name = "patient_at", def = "{'patientId': 1, 'at': -1, 'accessId': -1}")
record RecordedAccess(@Id String id, long version, String patientId, String accessId, Instant at, String actorId,
		String actorName, String actorRole, String resource, String action, String purpose) {

}
