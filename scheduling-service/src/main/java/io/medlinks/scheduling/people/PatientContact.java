package io.medlinks.scheduling.people;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a patient is addressed, as published.
 *
 * @param id the patient
 * @param version the profile's version
 * @param name what they are called
 * @param email where mail reaches them; null where not told
 * @param zone the IANA zone they live in
 * @param language the BCP 47 tag of the language they read
 */
@Document("patientContacts")
record PatientContact(@Id String id, long version, String name, @Nullable String email, String zone, String language) {

	@Override
	public String toString() {
		return "PatientContact[" + this.id + ", " + this.version + "]";
	}

}
