package io.medlinks.doctor.dashboard;

import java.util.Collection;

import reactor.core.publisher.Flux;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * What the rules found in entries.
 */
@Component
class Assessments {

	private static final int IDS_PER_QUERY = 1000;

	private final ReactiveMongoTemplate mongo;

	Assessments(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	/**
	 * The assessments of these entries, in no order.
	 * @param entryIds the entries
	 */
	Flux<Fact.Assessment> of(Collection<String> entryIds) {
		return Flux.fromIterable(entryIds)
			.buffer(IDS_PER_QUERY)
			.concatMap((ids) -> this.mongo.find(Query.query(Criteria.where("_id").in(ids)), Fact.Assessment.class));
	}

}
