package io.medlinks.scheduling.visitrequest;

import java.time.Instant;

import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a consultation asks its patient to book.
 *
 * @param id the consultation
 * @param version the consultation's version
 * @param patientId who is asked
 * @param doctorId who asks, and whom to visit
 * @param asked the visit; null where the consultation asks for none, or was taken back
 */
@Document("visitRequests")
@CompoundIndex(name = "patient_until", def = "{'patientId': 1, 'asked.until': 1}")
public record VisitRequest(@Id String id, long version, String patientId, String doctorId, @Nullable Asked asked) {

	/**
	 * A visit that is asked for.
	 *
	 * @param visitType the type of visit
	 * @param askedAt when the patient was asked
	 * @param until until when it should be booked
	 */
	public record Asked(VisitType visitType, Instant askedAt, Instant until) {

	}

}
