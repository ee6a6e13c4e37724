package io.medlinks.patient.diary;

import java.time.Instant;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A doctor has seen an entry.
 *
 * @param id the review and the entry
 * @param version the review's version
 * @param entryId the entry
 * @param entryVersion the newest entry version that the review covers
 * @param doctorId who
 * @param doctorName the doctor's name
 * @param at when
 */
@Document("entryReviews")
record EntryReview(@Id String id, long version, @Indexed String entryId, long entryVersion, String doctorId,
		String doctorName, Instant at) {

}
