package io.medlinks.doctor.dashboard;

import java.util.Collection;

import reactor.core.publisher.Flux;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * What doctors acknowledged, found by the entries.
 */
@Component
class Acknowledgements {

	private static final int IDS_PER_QUERY = 1000;

	private final ReactiveMongoTemplate mongo;

	Acknowledgements(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	/**
	 * All that name a version of one of these entries, each of them once.
	 * @param entryIds the entries
	 */
	Flux<Fact.Acknowledgement> of(Collection<String> entryIds) {
		return Flux.fromIterable(entryIds)
			.buffer(IDS_PER_QUERY)
			.concatMap((ids) -> this.mongo.find(Query.query(Criteria.where("covers.entryId").in(ids)),
					Fact.Acknowledgement.class))
			.distinct(Fact.Acknowledgement::id);
	}

}
