package io.medlinks.doctor.consultation;

import java.time.Instant;

/**
 * That a consultation is recorded; the same for each repetition.
 *
 * @param id the consultation
 * @param version always 1
 * @param recordedAt when it was recorded
 */
public record ConsultationReceipt(String id, long version, Instant recordedAt) {

}
