package io.medlinks.scheduling.people;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a doctor is addressed, as published.
 *
 * @param id the doctor
 * @param version the profile's version
 * @param name the name with title
 * @param email where mail reaches them; null where not told
 * @param zone the IANA zone of the practice
 * @param language the BCP 47 tag of the language they read; null where not told
 */
@Document("doctorContacts")
record DoctorContact(@Id String id, long version, String name, @Nullable String email, String zone,
		@Nullable String language) {

	@Override
	public String toString() {
		return "DoctorContact[" + this.id + ", " + this.version + "]";
	}

}
