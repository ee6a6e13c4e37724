package io.medlinks.patient.diary;

import java.time.Instant;

/**
 * Says that an entry is kept.
 *
 * @param id the entry
 * @param version its first version
 * @param receivedAt when it was received
 */
public record EntryReceipt(String id, long version, Instant receivedAt) {

}
