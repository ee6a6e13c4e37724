package io.medlinks.patient.diary;

import java.time.Instant;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That an interview was sent; what it says stands in its entry.
 *
 * @param id the interview, and the entry
 * @param version the interview's version
 * @param patientId whose it is
 * @param submittedAt when it was sent
 */
@Document("interviews")
record SubmittedInterview(@Id String id, long version, String patientId, Instant submittedAt) {

}
