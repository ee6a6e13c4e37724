package io.medlinks.scheduling.urgency;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What the rules said of a diary entry.
 *
 * @param id the entry
 * @param version the assessment's version
 * @param patientId whose entry
 * @param entryVersion which version of the entry was assessed
 * @param level how urgent
 */
@Document("assessedEntries")
public record AssessedEntry(@Id String id, long version, @Indexed String patientId, long entryVersion,
		UrgencyLevel level) {

}
