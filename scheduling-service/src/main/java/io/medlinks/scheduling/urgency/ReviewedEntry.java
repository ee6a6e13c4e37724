package io.medlinks.scheduling.urgency;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Up to which version a diary entry has been acknowledged by a doctor.
 *
 * @param id the entry
 * @param version the highest version covered by a review
 * @param patientId whose entry
 */
@Document("reviewedEntries")
record ReviewedEntry(@Id String id, long version, @Indexed String patientId) {

}
