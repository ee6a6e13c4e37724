package io.medlinks.scheduling.people;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import io.medlinks.platform.security.CareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is known of patients and doctors: their names, and who treats whom.
 */
@Component
public class People {

	private final ReactiveMongoTemplate mongo;

	private final Projection<PatientName> names;

	private final ProjectedDoctorStanding standing;

	private final CareRelationships relationships;

	People(ReactiveMongoTemplate mongo, Projections projections, ProjectedDoctorStanding standing,
			CareRelationships relationships) {
		this.mongo = mongo;
		this.names = projections.of("patient-names", new Topic("medlinks.patient.profile"), PatientName.class);
		this.standing = standing;
		this.relationships = relationships;
	}

	/**
	 * Patients' names by id; those not published yet are missing.
	 * @param patientIds the patients
	 */
	public Mono<Map<String, String>> namesOfPatients(Collection<String> patientIds) {
		Query query = Query.query(Criteria.where("_id").in(Set.copyOf(patientIds)));
		return this.mongo.find(query, PatientName.class).collectMap(PatientName::id, PatientName::name);
	}

	/**
	 * Doctors' names by id; those not published yet are missing.
	 * @param doctorIds the doctors
	 */
	public Mono<Map<String, String>> namesOfDoctors(Collection<String> doctorIds) {
		return Flux.fromIterable(Set.copyOf(doctorIds))
			.flatMap((doctorId) -> this.standing.nameOf(doctorId).map((name) -> Map.entry(doctorId, name)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Whether a doctor treats a patient now.
	 * @param doctorId the doctor
	 * @param patientId the patient
	 */
	public Mono<Boolean> isInCare(String doctorId, String patientId) {
		return this.relationships.isInCare(doctorId, patientId);
	}

	/**
	 * Whether a doctor may see patients now.
	 * @param doctorId the doctor
	 */
	public Mono<Boolean> isApproved(String doctorId) {
		return this.standing.isApproved(doctorId);
	}

	/**
	 * Takes over a patient's name as published.
	 * @param patientId the patient
	 * @param version the profile's version
	 * @param bodyHash the hash of the published body
	 * @param name what they are called
	 */
	public Mono<Void> patientIsCalled(String patientId, long version, String bodyHash, String name) {
		return this.names.apply(patientId, version, bodyHash, new Update().set("name", name)).then();
	}

}
