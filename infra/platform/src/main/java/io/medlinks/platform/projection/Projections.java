package io.medlinks.platform.projection;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Mono;

/**
 * Keeps what other services published: one document per source aggregate, guarded by that
 * aggregate's version, whatever order the facts arrive in.
 */
public final class Projections {

	private final ReactiveMongoTemplate mongo;

	/**
	 * Projections of a service.
	 * @param mongo where they are kept
	 */
	public Projections(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	/**
	 * Takes over an aggregate's published state unless something as new is known. A
	 * {@link Outcome#SAME} asks for the derived step to be done again: the crash may have
	 * come between the two.
	 * @param type the projection's document, with a field {@code version}
	 * @param id the source aggregate's id
	 * @param version the source aggregate's version, from 1
	 * @param state the published state
	 */
	public Mono<Outcome> apply(Class<?> type, String id, long version, Update state) {
		Query newer = Query.query(Criteria.where("_id").is(id).and("version").lt(version));
		Update versioned = state.set("version", version);
		return this.mongo.upsert(newer, versioned, type)
			.thenReturn(Outcome.APPLIED)
			.onErrorResume(DuplicateKeyException.class, (_) -> withoutInsert(type, id, version, newer, versioned));
	}

	/**
	 * A duplicate key on the guarded upsert means that the document is there: either it
	 * is as new already, or somebody else inserted an older one just now.
	 */
	private Mono<Outcome> withoutInsert(Class<?> type, String id, long version, Query newer, Update state) {
		return this.mongo.updateFirst(newer, state, type)
			.flatMap((result) -> (result.getMatchedCount() > 0) ? Mono.just(Outcome.APPLIED)
					: sameOrStale(type, id, version));
	}

	private Mono<Outcome> sameOrStale(Class<?> type, String id, long version) {
		Query same = Query.query(Criteria.where("_id").is(id).and("version").is(version));
		return this.mongo.exists(same, type).map((exists) -> exists ? Outcome.SAME : Outcome.STALE);
	}

	/**
	 * What became of a published state.
	 */
	public enum Outcome {

		/** It was newer and is now what is known. */
		APPLIED,

		/** It was known already. */
		SAME,

		/** Something newer is known. */
		STALE;

		/** Whether the derived step must be done. */
		public boolean isCurrent() {
			return this != STALE;
		}

	}

}
