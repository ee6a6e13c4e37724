package io.medlinks.doctor.dashboard;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That a doctor opened an entry.
 *
 * @param id the doctor and the entry
 * @param doctorId the doctor
 * @param entryId the entry
 * @param version the newest version that was opened
 */
@Document("readMarks")
record ReadMark(@Id String id, String doctorId, @Indexed String entryId, long version) {

	static String id(String doctorId, String entryId) {
		return doctorId + ":" + entryId;
	}

}
