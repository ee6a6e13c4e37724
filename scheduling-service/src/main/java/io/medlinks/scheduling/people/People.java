package io.medlinks.scheduling.people;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import io.medlinks.platform.security.CareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is known of patients and doctors: how they are addressed, and who treats whom.
 */
@Component
public class People {

	private final ReactiveMongoTemplate mongo;

	private final Projection<PatientContact> patients;

	private final Projection<DoctorContact> doctors;

	private final ProjectedDoctorStanding standing;

	private final CareRelationships relationships;

	People(ReactiveMongoTemplate mongo, Projections projections, ProjectedDoctorStanding standing,
			CareRelationships relationships) {
		this.mongo = mongo;
		this.patients = projections.of("patient-contacts", new Topic("medlinks.patient.profile"), PatientContact.class);
		this.doctors = projections.of("doctor-contacts", new Topic("medlinks.doctor.profile"), DoctorContact.class);
		this.standing = standing;
		this.relationships = relationships;
	}

	/**
	 * Patients' names by id; those not published yet are missing.
	 * @param patientIds the patients
	 */
	public Mono<Map<String, String>> namesOfPatients(Collection<String> patientIds) {
		Query query = Query.query(Criteria.where("_id").in(Set.copyOf(patientIds)));
		return this.mongo.find(query, PatientContact.class).collectMap(PatientContact::id, PatientContact::name);
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
	 * How a patient is addressed; empty where they were not published yet.
	 * @param patientId the patient
	 */
	public Mono<Contact> contactOfPatient(String patientId) {
		return this.mongo.findById(patientId, PatientContact.class).map(Contact::of);
	}

	/**
	 * How a doctor is addressed; empty where they were not published yet.
	 * @param doctorId the doctor
	 */
	public Mono<Contact> contactOfDoctor(String doctorId) {
		return this.mongo.findById(doctorId, DoctorContact.class).map(Contact::of);
	}

	/**
	 * Takes over how a patient is addressed, as published.
	 * @param patientId the patient
	 * @param version the profile's version
	 * @param bodyHash the hash of the published body
	 * @param name what they are called
	 * @param email where mail reaches them; null where not told
	 * @param zone the IANA zone they live in
	 * @param language the language they read
	 */
	public Mono<Void> patientIsReached(String patientId, long version, String bodyHash, String name,
			@Nullable String email, String zone, String language) {
		return this.patients.apply(patientId, version, bodyHash, reached(name, email, zone, language)).then();
	}

	/**
	 * Takes over how a doctor is addressed, as published.
	 * @param doctorId the doctor
	 * @param version the profile's version
	 * @param bodyHash the hash of the published body
	 * @param name the name with title
	 * @param email where mail reaches them; null where not told
	 * @param zone the IANA zone of the practice
	 * @param language the language they read; null where not told
	 */
	public Mono<Void> doctorIsReached(String doctorId, long version, String bodyHash, String name,
			@Nullable String email, String zone, @Nullable String language) {
		return this.doctors.apply(doctorId, version, bodyHash, reached(name, email, zone, language)).then();
	}

	private static Update reached(String name, @Nullable String email, String zone, @Nullable String language) {
		return new Update().set("name", name).set("email", email).set("zone", zone).set("language", language);
	}

}
