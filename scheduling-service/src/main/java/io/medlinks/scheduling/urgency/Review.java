package io.medlinks.scheduling.urgency;

import java.util.List;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a doctor did about versions of diary entries.
 *
 * @param id the review
 * @param version the review's version
 * @param patientId whose entries
 * @param acknowledges whether the doctor acknowledged them; nothing else makes a patient
 * less urgent
 * @param covers the versions
 */
@Document("reviews")
public record Review(@Id String id, long version, @Indexed String patientId, boolean acknowledges,
		List<Covered> covers) {

	/**
	 * A version of an entry.
	 *
	 * @param entryId the entry
	 * @param version the version that the doctor saw
	 */
	public record Covered(String entryId, long version) {

	}

}
