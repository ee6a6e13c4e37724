package io.medlinks.scheduling.people;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A patient's name as published.
 *
 * @param id the patient
 * @param version the profile's version
 * @param name what they are called
 */
@Document("patientNames")
record PatientName(@Id String id, long version, String name) {

}
