package io.medlinks.patient.careteam;

import java.util.Collection;
import java.util.Map;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import io.medlinks.platform.security.DoctorStanding;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The doctors as doctor-service published them.
 */
@Component
public class Doctors implements DoctorStanding {

	private final ReactiveMongoTemplate mongo;

	private final Projection<Doctor> doctors;

	Doctors(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.doctors = projections.of("doctors", new Topic("medlinks.doctor.profile"), Doctor.class);
	}

	@Override
	public Mono<Boolean> isApproved(String doctorId) {
		return this.mongo.findById(doctorId, Doctor.class).map(Doctor::approved).defaultIfEmpty(false);
	}

	/**
	 * The names of those doctors that are known here.
	 * @param doctorIds the doctors
	 */
	public Mono<Map<String, String>> namesOf(Collection<String> doctorIds) {
		return of(doctorIds).collectMap(Doctor::id, Doctor::name);
	}

	/**
	 * Those of the doctors who are approved.
	 * @param doctorIds the doctors
	 */
	public Flux<DoctorView> approved(Collection<String> doctorIds) {
		return of(doctorIds).filter(Doctor::approved)
			.map((doctor) -> new DoctorView(doctor.id(), doctor.name(), doctor.specialty()));
	}

	Flux<Doctor> of(Collection<String> doctorIds) {
		return this.mongo.find(Query.query(Criteria.where("_id").in(doctorIds)), Doctor.class);
	}

	Mono<Projections.Outcome> apply(Doctor doctor, String bodyHash) {
		return this.doctors.apply(doctor.id(), doctor.version(), bodyHash,
				new Update().set("name", doctor.name())
					.set("specialty", doctor.specialty())
					.set("approved", doctor.approved()));
	}

}
