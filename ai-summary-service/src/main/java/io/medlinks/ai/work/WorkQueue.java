package io.medlinks.ai.work;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The queue of waiting work in this service's database. Whoever takes an item has a
 * lease, so that a crash loses nothing and no two instances do the same.
 */
@Component
public class WorkQueue {

	private static final int BATCH = 100;

	private final ReactiveMongoTemplate mongo;

	private final WorkProperties properties;

	private final Clock clock;

	private final Sinks.Many<Instant> wakeUps = Sinks.many().multicast().directBestEffort();

	WorkQueue(ReactiveMongoTemplate mongo, WorkProperties properties, Clock clock) {
		this.mongo = mongo;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Asks for a patient's work to be done soon; requests that wait are one.
	 * @param patientId the patient
	 * @return completes when the request cannot be lost any more
	 */
	public Mono<Void> request(String patientId) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			Update more = new Update().inc("wanted", 1)
				.min("dueAt", now)
				.setOnInsert("attempts", 0)
				.setOnInsert("leaseUntil", Instant.EPOCH);
			return this.mongo.upsert(byId(patientId), more, WorkItem.class);
		}).retryWhen(Retry.max(2).filter(DuplicateKeyException.class::isInstance)).doOnNext((_) -> wakeUp()).then();
	}

	/** Says when there may be something to do. */
	Flux<Instant> wakeUps() {
		return this.wakeUps.asFlux();
	}

	/** The patients whose work may be tried now, the longest due first. */
	Flux<String> due() {
		return Flux.defer(() -> {
			Instant now = this.clock.instant();
			Query due = Query.query(Criteria.where("dueAt").lte(now).and("leaseUntil").lte(now))
				.with(Sort.by("dueAt", "_id"))
				.limit(BATCH);
			return this.mongo.find(due, WorkItem.class).map(WorkItem::id);
		});
	}

	/** Takes an item; empty where somebody else has it or it is done. */
	Mono<WorkItem> take(String patientId) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			Query free = Query
				.query(Criteria.where("_id").is(patientId).and("dueAt").lte(now).and("leaseUntil").lte(now));
			Update lease = new Update().set("leaseId", UUID.randomUUID().toString())
				.set("leaseUntil", now.plus(this.properties.lease()));
			return this.mongo.findAndModify(free, lease, FindAndModifyOptions.options().returnNew(true),
					WorkItem.class);
		});
	}

	/** Ends an item, or frees it where it was asked for again meanwhile. */
	Mono<Void> done(WorkItem item) {
		Query unchanged = Query.query(held(item).and("wanted").is(item.wanted()));
		return this.mongo.remove(unchanged, WorkItem.class)
			.filter((result) -> result.getDeletedCount() == 0)
			.flatMap((_) -> free(item, new Update().set("attempts", 0).set("dueAt", this.clock.instant())))
			.doOnNext((_) -> wakeUp())
			.then();
	}

	/** Frees an item to be tried again later. */
	Mono<Void> failed(WorkItem item) {
		return free(item, new Update().inc("attempts", 1)
			.set("dueAt", this.clock.instant().plus(this.properties.backoff(item.attempts())))).then();
	}

	private Mono<Boolean> free(WorkItem item, Update change) {
		return this.mongo
			.updateFirst(Query.query(held(item)), change.set("leaseUntil", Instant.EPOCH).unset("leaseId"),
					WorkItem.class)
			.map((result) -> result.getModifiedCount() > 0);
	}

	private static Criteria held(WorkItem item) {
		return Criteria.where("_id").is(item.id()).and("leaseId").is(item.leaseId());
	}

	private static Query byId(String patientId) {
		return Query.query(Criteria.where("_id").is(patientId));
	}

	private void wakeUp() {
		synchronized (this.wakeUps) {
			this.wakeUps.tryEmitNext(this.clock.instant());
		}
	}

}
