package io.medlinks.doctor.dashboard;

import java.util.Collection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Which versions of entries each doctor opened.
 */
@Component
class ReadMarks {

	private static final int IDS_PER_QUERY = 1000;

	private static final int AT_ONCE = 16;

	private final ReactiveMongoTemplate mongo;

	ReadMarks(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	/**
	 * Marks versions as opened; an older version than the one that is marked changes
	 * nothing.
	 * @param doctorId who opened them
	 * @param versions the versions
	 */
	Mono<Void> mark(String doctorId, Collection<EntryVersion> versions) {
		return Flux.fromIterable(versions)
			.flatMap((opened) -> this.mongo.upsert(
					Query.query(Criteria.where("_id").is(ReadMark.id(doctorId, opened.entryId()))),
					new Update().setOnInsert("doctorId", doctorId)
						.setOnInsert("entryId", opened.entryId())
						.max("version", opened.version()),
					ReadMark.class), AT_ONCE)
			.then();
	}

	/**
	 * The marks of all doctors on these entries.
	 * @param entryIds the entries
	 */
	Flux<ReadMark> of(Collection<String> entryIds) {
		return Flux.fromIterable(entryIds)
			.buffer(IDS_PER_QUERY)
			.concatMap((ids) -> this.mongo.find(Query.query(Criteria.where("entryId").in(ids)), ReadMark.class));
	}

}
