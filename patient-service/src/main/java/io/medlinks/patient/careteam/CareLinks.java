package io.medlinks.patient.careteam;

import io.medlinks.platform.security.CareRelationships;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers who treats whom from the links themselves, so that a revocation counts at once.
 */
@Component
class CareLinks implements CareRelationships {

	private final ReactiveMongoTemplate mongo;

	CareLinks(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	@Override
	public Mono<Boolean> isInCare(String doctorId, String patientId) {
		return this.mongo.findById(CareTeamLink.id(patientId, doctorId), CareTeamLink.class)
			.map(CareTeamLink::active)
			.defaultIfEmpty(false);
	}

}
