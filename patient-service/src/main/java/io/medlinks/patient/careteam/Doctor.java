package io.medlinks.patient.careteam;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A doctor as doctor-service published them.
 *
 * @param id the doctor
 * @param version the profile's version
 * @param name the doctor's name with title
 * @param specialty what the doctor is specialised in
 * @param approved whether an operator approved the doctor
 */
@Document("doctors")
record Doctor(@Id String id, long version, String name, String specialty, boolean approved) {

}
