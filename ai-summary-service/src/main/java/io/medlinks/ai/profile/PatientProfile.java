package io.medlinks.ai.profile;

import java.time.Instant;
import java.time.LocalDate;

import io.medlinks.ai.urgency.PatientFacts;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a patient.
 *
 * @param id the patient
 * @param version the profile's version
 * @param name what they are called
 * @param birthDate when they were born, or null
 * @param sex the administrative gender
 * @param email their e-mail address, or null
 * @param phone their phone number, or null
 * @param zone the IANA zone they live in
 * @param healthCardId the number on the health card, or null
 * @param address where they live, or null
 */
@Document("patientProfiles")
public record PatientProfile(@Id String id, long version, String name, @Nullable LocalDate birthDate, String sex,
		@Nullable String email, @Nullable String phone, String zone, @Nullable String healthCardId,
		@Nullable String address) {

	/**
	 * What matters to the urgency rules at a time.
	 * @param at the time
	 */
	public PatientFacts facts(Instant at) {
		return PatientFacts.of(this.birthDate, this.sex, at);
	}

	@Override
	public String toString() {
		return "PatientProfile[" + this.id + " v" + this.version + "]";
	}

}
