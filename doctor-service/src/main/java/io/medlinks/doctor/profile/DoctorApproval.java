package io.medlinks.doctor.profile;

import io.medlinks.platform.security.DoctorStanding;
import reactor.core.publisher.Mono;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Doctors' standing where it is decided: withdrawn is withdrawn with the next request.
 */
@Component
class DoctorApproval implements DoctorStanding {

	private final ReactiveMongoTemplate mongo;

	DoctorApproval(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	@Override
	public Mono<Boolean> isApproved(String doctorId) {
		return this.mongo.findById(doctorId, Doctor.class).map(Doctor::approved).defaultIfEmpty(false);
	}

}
