package io.medlinks.platform.live;

import java.util.Collection;
import java.util.List;

import io.medlinks.platform.crash.CrashPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Tells live views what changed: one feed document per reader with a sequence and the
 * last {@value #RECENT} changes. Write the row first, then the feed.
 */
public final class LiveFeeds {

	/** The feeds have the change; nobody is nudged. */
	private static final CrashPoint APPENDED = new CrashPoint("live.appended");

	static final int RECENT = 200;

	private static final int FEW = 10;

	private static final Retry FIRST_INSERT_RACE = Retry.max(1).filter(DuplicateKeyException.class::isInstance);

	private final ReactiveMongoTemplate mongo;

	private final LiveNudges nudges;

	LiveFeeds(ReactiveMongoTemplate mongo, LiveNudges nudges) {
		this.mongo = mongo;
		this.nudges = nudges;
	}

	/**
	 * Appends changes to one reader's feed and nudges whoever streams it.
	 * @param reader who may watch
	 * @param changes what changed
	 */
	public Mono<Void> changed(ReaderId reader, LiveChange... changes) {
		return changed(List.of(reader), changes);
	}

	/**
	 * Appends changes to the feeds of several readers.
	 * @param readers who may watch
	 * @param changes what changed
	 */
	public Mono<Void> changed(Collection<ReaderId> readers, LiveChange... changes) {
		if (readers.isEmpty() || changes.length == 0) {
			return Mono.empty();
		}
		return APPENDED
			.ended(Flux.fromIterable(readers)
				.flatMap((reader) -> append(reader, changes).retryWhen(FIRST_INSERT_RACE), 16)
				.then())
			.then(Mono.defer(() -> this.nudges.send(readers)));
	}

	/**
	 * Has one reader's open streams ask at once what the reader may see, instead of with
	 * the next heartbeat.
	 * @param reader who may watch
	 */
	public Mono<Void> rightsChanged(ReaderId reader) {
		return changed(reader, LiveChange.OF_RIGHTS);
	}

	private Mono<Void> append(ReaderId reader, LiveChange[] changes) {
		Update update = new Update().inc("seq", changes.length);
		update.push("recent").slice(-RECENT).each((Object[]) changes);
		return this.mongo.upsert(Query.query(Criteria.where("_id").is(reader.value())), update, Feed.class).then();
	}

	/** A reader's feed; an empty one where nothing ever changed. */
	Mono<Feed> of(ReaderId reader) {
		return this.mongo.findById(reader.value(), Feed.class).defaultIfEmpty(new Feed(reader.value(), 0, List.of()));
	}

	/**
	 * A reader's feed as far as somebody needs it who saw everything up to a sequence:
	 * mostly that is the last change, so few are read where those reach.
	 */
	Mono<Feed> behind(ReaderId reader, long seen) {
		Query query = Query.query(Criteria.where("_id").is(reader.value()));
		query.fields().include("seq").slice("recent", -FEW);
		return this.mongo.find(query, Feed.class)
			.next()
			.filter((feed) -> feed.reaches(seen))
			.switchIfEmpty(Mono.defer(() -> of(reader)));
	}

	/** How far the feeds of several readers are. */
	Flux<Feed> sequencesOf(Collection<ReaderId> readers) {
		Query query = Query.query(Criteria.where("_id").in(readers.stream().map(ReaderId::value).toList()));
		query.fields().include("seq");
		return this.mongo.find(query, Feed.class);
	}

	@Document("liveFeeds")
	record Feed(@Id String id, long seq, @Nullable List<LiveChange> recent) {

		List<LiveChange> changes() {
			return (this.recent != null) ? this.recent : List.of();
		}

		/** The sequence before the oldest change that is still known. */
		long start() {
			return this.seq - changes().size();
		}

		/** Whether a reader who saw everything up to a sequence can go on from there. */
		boolean reaches(long seen) {
			return seen >= start() && seen <= this.seq;
		}

	}

}
