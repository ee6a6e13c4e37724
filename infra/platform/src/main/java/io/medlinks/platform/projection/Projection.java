package io.medlinks.platform.projection;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projections.Outcome;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Mono;

/**
 * Keeps what others published of one kind of aggregate: one document per source
 * aggregate, guarded by that aggregate's version, whatever order the facts arrive in.
 * Beside the state it keeps the version and the hash of the body that the state was taken
 * from, so that owner and projection can be compared.
 *
 * @param <T> the projection's document
 */
public final class Projection<T> {

	/** The field that holds the source aggregate's version. */
	public static final String VERSION = "version";

	/** The field that holds the hash of the body that was taken over. */
	public static final String BODY_HASH = "bodyHash";

	private final ReactiveMongoTemplate mongo;

	private final String name;

	private final Topic source;

	private final Class<T> type;

	Projection(ReactiveMongoTemplate mongo, String name, Topic source, Class<T> type) {
		this.mongo = mongo;
		this.name = name;
		this.source = source;
		this.type = type;
	}

	/** What it is called among those of the service. */
	public String name() {
		return this.name;
	}

	/** The topic on which the owners publish what it keeps. */
	public Topic source() {
		return this.source;
	}

	/** Its document. */
	public Class<T> type() {
		return this.type;
	}

	/**
	 * Takes over an aggregate's published state unless something newer is known. The same
	 * version is written again, which changes nothing where it was taken over rightly and
	 * heals where it was not; a {@link Outcome#SAME} asks for the derived step to be done
	 * again, because a crash may have come between the two.
	 * @param id the source aggregate's id
	 * @param version the source aggregate's version, from 1
	 * @param bodyHash the hash of the published body
	 * @param state the published state; it must say what is, not what to add
	 */
	public Mono<Outcome> apply(String id, long version, String bodyHash, Update state) {
		Query older = Query.query(Criteria.where("_id").is(id).and(VERSION).lt(version));
		Query same = Query.query(Criteria.where("_id").is(id).and(VERSION).is(version));
		Update versioned = state.set(VERSION, version).set(BODY_HASH, bodyHash);
		return this.mongo.upsert(older, versioned, this.type)
			.thenReturn(Outcome.APPLIED)
			.onErrorResume(DuplicateKeyException.class,
					(_) -> writtenWhere(older, versioned, Outcome.APPLIED)
						.switchIfEmpty(writtenWhere(same, versioned, Outcome.SAME))
						.defaultIfEmpty(Outcome.STALE));
	}

	/**
	 * A duplicate key on the guarded upsert means that the document is there: either it
	 * is as new already, or somebody else inserted an older one just now.
	 */
	private Mono<Outcome> writtenWhere(Query guard, Update state, Outcome outcome) {
		return Mono.defer(() -> this.mongo.updateFirst(guard, state, this.type))
			.filter((result) -> result.getMatchedCount() > 0)
			.map((_) -> outcome);
	}

}
