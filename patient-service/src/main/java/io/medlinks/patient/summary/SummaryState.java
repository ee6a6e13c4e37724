package io.medlinks.patient.summary;

import java.time.Instant;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How far a patient's summary is; its sentences stay with the service that wrote it.
 *
 * @param id the patient
 * @param version the summary's version
 * @param writtenAt when it was written
 */
@Document("summaries")
record SummaryState(@Id String id, long version, Instant writtenAt) {

}
