package io.medlinks.patient.diary;

import java.time.Instant;

/**
 * A doctor has seen an entry.
 *
 * @param entryId the entry
 * @param entryVersion the newest entry version that the review covers
 * @param doctorId who
 * @param doctorName the doctor's name
 * @param at when
 */
record EntryReview(String entryId, long entryVersion, String doctorId, String doctorName, Instant at) {

}
