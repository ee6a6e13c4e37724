package io.medlinks.ai.profile;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import reactor.core.publisher.Mono;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The patients' profiles as far as they were published.
 */
@Component
public class Profiles {

	private final ReactiveMongoTemplate mongo;

	private final Projection<PatientProfile> profiles;

	Profiles(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.profiles = projections.of("patient-profiles", new Topic("medlinks.patient.profile"), PatientProfile.class);
	}

	/**
	 * Takes a profile over unless something newer is known.
	 * @param profile the profile as published
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Projections.Outcome> apply(PatientProfile profile, String bodyHash) {
		return this.profiles.apply(profile.id(), profile.version(), bodyHash,
				new Update().set("name", profile.name())
					.set("birthDate", profile.birthDate())
					.set("sex", profile.sex())
					.set("email", profile.email())
					.set("phone", profile.phone())
					.set("zone", profile.zone())
					.set("healthCardId", profile.healthCardId())
					.set("address", profile.address()));
	}

	/**
	 * A patient's profile; empty where none was published.
	 * @param patientId the patient
	 */
	public Mono<PatientProfile> find(String patientId) {
		return this.mongo.findById(patientId, PatientProfile.class);
	}

}
