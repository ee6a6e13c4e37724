package io.medlinks.doctor.dashboard;

import java.util.Collection;

import io.medlinks.platform.security.CareRelationships;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Who treats whom, as patient-service published it. The dashboard needs to know since
 * when, so it keeps the links itself.
 */
@Component
class CareLinks implements CareRelationships {

	private final ReactiveMongoTemplate mongo;

	CareLinks(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	@Override
	public Mono<Boolean> isInCare(String doctorId, String patientId) {
		return of(doctorId, patientId).map(Fact.CareLink::active).defaultIfEmpty(false);
	}

	Mono<Fact.CareLink> of(String doctorId, String patientId) {
		return this.mongo.findById(Fact.CareLink.id(patientId, doctorId), Fact.CareLink.class);
	}

	/** The patients whom the doctor treats now. */
	Flux<String> patientsOf(String doctorId) {
		return this.mongo
			.find(Query.query(Criteria.where("doctorId").is(doctorId).and("active").is(true)), Fact.CareLink.class)
			.map(Fact.CareLink::patientId);
	}

	/**
	 * The links behind an id, ended ones among them, in the order of their ids.
	 * @param after the last id seen; null for the beginning
	 * @param most how many at the most
	 */
	Flux<Fact.CareLink> after(@Nullable String after, int most) {
		Query query = (after != null) ? Query.query(Criteria.where("_id").gt(after)) : new Query();
		return this.mongo.find(query.with(Sort.by("_id")).limit(most), Fact.CareLink.class);
	}

	/** The links with these ids, in no order. */
	Flux<Fact.CareLink> withIds(Collection<String> ids) {
		return this.mongo.find(Query.query(Criteria.where("_id").in(ids)), Fact.CareLink.class);
	}

	/** The patient's care team. */
	Flux<Fact.CareLink> of(String patientId) {
		return this.mongo.find(Query.query(Criteria.where("patientId").is(patientId)), Fact.CareLink.class)
			.filter(Fact.CareLink::active);
	}

	/** The doctors that treat the patient. */
	Flux<String> doctorsOf(String patientId) {
		return of(patientId).map(Fact.CareLink::doctorId);
	}

}
