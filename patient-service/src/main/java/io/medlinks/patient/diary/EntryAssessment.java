package io.medlinks.patient.diary;

import java.time.Instant;
import java.util.List;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How urgent another service found an entry.
 *
 * @param id the entry
 * @param version the assessment's version
 * @param patientId whose entry it is
 * @param level how urgent
 * @param rules why
 * @param entryVersion the entry version that was looked at
 * @param assessedAt when
 */
@Document("entryAssessments")
record EntryAssessment(@Id String id, long version, String patientId, UrgencyLevel level, List<FiredRule> rules,
		long entryVersion, Instant assessedAt) {

}
