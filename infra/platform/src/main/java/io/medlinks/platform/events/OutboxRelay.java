package io.medlinks.platform.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.platform.crash.CrashPoint;
import io.micrometer.core.instrument.MeterRegistry;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * Publishes what stands in the outboxes. A publisher sends a document's whole outbox from
 * its head, waits for each acknowledgement, then pulls those ids: so the first occurrence
 * of each event is in order. What was not relayed at once, because the backlog was full,
 * the broker away or the process killed, is found by a sweep that claims a document by
 * moving its due time ahead.
 */
final class OutboxRelay implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

	/** The broker has a document's events, which still stand in the document. */
	private static final CrashPoint PUBLISHED = new CrashPoint("outbox.published");

	/** The events are out of the document. */
	private static final CrashPoint PULLED = new CrashPoint("outbox.pulled");

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final int SWEEP_BATCH = 200;

	private final ReactiveMongoTemplate mongo;

	private final EventPublisher publisher;

	private final EventsProperties properties;

	private final Clock clock;

	private final Set<String> collections;

	/**
	 * Lock-free, as event loops fill and empty it: one at a time fills it, one at a time
	 * empties it.
	 */
	private final Queue<Waiting> queue;

	private volatile Sinks.Many<Waiting> backlog;

	private volatile @Nullable Disposable running;

	OutboxRelay(ReactiveMongoTemplate mongo, EventPublisher publisher, EventsProperties properties, Clock clock,
			List<OutboxCollection> collections, MeterRegistry meters) {
		this.mongo = mongo;
		this.publisher = publisher;
		this.properties = properties;
		this.clock = clock;
		this.collections = collections.stream()
			.map((collection) -> mongo.getCollectionName(collection.type()))
			.collect(Collectors.toUnmodifiableSet());
		this.queue = Queues.<Waiting>get(properties.relayBacklog()).get();
		this.backlog = Sinks.many().unicast().onBackpressureBuffer(this.queue);
		meters.gaugeCollectionSize("medlinks.outbox.backlog", List.of(), this.queue);
	}

	void requireDeclared(Class<?> type) {
		if (!this.collections.contains(this.mongo.getCollectionName(type))) {
			throw new IllegalStateException("Declare an OutboxCollection bean for " + type.getName());
		}
	}

	/**
	 * Asks for a document's outbox to be published soon; a full backlog leaves it to the
	 * sweep.
	 * @param collection the document's collection
	 * @param id the document's id
	 * @param known what stood in its outbox when it was written, from the head
	 */
	void offer(String collection, Object id, List<OutboxEvent> known) {
		Instant until = this.clock.instant().plus(this.properties.sweepAfter());
		synchronized (this.queue) {
			if (this.queue.size() < this.properties.relayBacklog()) {
				this.backlog.tryEmitNext(new Waiting(collection, id, known, until));
			}
		}
	}

	@Override
	public void start() {
		Flux.fromIterable(this.collections)
			.flatMap((collection) -> this.mongo.indexOps(collection)
				.createIndex(new Index().on(Outbox.DUE_AT, Sort.Direction.ASC).sparse()))
			.then()
			.block(Duration.ofSeconds(30));
		Disposable relaying = this.backlog.asFlux()
			.flatMap((waiting) -> publishQuietly(waiting), this.properties.relayConcurrency())
			.subscribe();
		Disposable sweeping = Flux.interval(this.properties.sweepEvery())
			.onBackpressureDrop()
			.concatMap((_) -> sweep().onErrorResume((failure) -> {
				log.warn("The outbox sweep failed ({}) and will be repeated", failure.getClass().getSimpleName());
				return Mono.empty();
			}))
			.subscribe();
		this.running = Disposables.composite(relaying, sweeping);
	}

	@Override
	public void stop() {
		Disposable current = this.running;
		if (current != null) {
			current.dispose();
			// A backlog serves one subscriber in its life; the next start needs a new
			// one.
			synchronized (this.queue) {
				this.backlog = Sinks.many().unicast().onBackpressureBuffer(this.queue);
			}
			this.running = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return 0;
	}

	/** Publishes what is due in all collections, one lease per document. */
	Mono<Void> sweep() {
		return Flux.fromIterable(this.collections)
			.concatMap((collection) -> due(collection).flatMap((id) -> claim(collection, id), 4)
				.flatMap(this::publishQuietly, 4))
			.then();
	}

	private Flux<Object> due(String collection) {
		Query due = Query.query(Criteria.where(Outbox.DUE_AT).lt(this.clock.instant())).limit(SWEEP_BATCH);
		due.fields().include("_id");
		return this.mongo.find(due, Document.class, collection).map((document) -> document.get("_id"));
	}

	private Mono<Waiting> claim(String collection, Object id) {
		Instant now = this.clock.instant();
		Query due = Query.query(Criteria.where("_id").is(id).and(Outbox.DUE_AT).lt(now));
		return this.mongo.updateFirst(due, new Update().set(Outbox.DUE_AT, Date.from(now.plus(LEASE))), collection)
			.filter((result) -> result.getModifiedCount() == 1)
			.map((_) -> new Waiting(collection, id, List.of(), Instant.EPOCH));
	}

	/** Nothing may end the relay, not even what fails before there is a chain. */
	private Mono<Void> publishQuietly(Waiting waiting) {
		return Mono.defer(() -> publish(waiting)).onErrorResume((failure) -> {
			log.warn("Events of {} wait for the broker ({})", waiting, failure.getClass().getSimpleName());
			return Mono.empty();
		});
	}

	/**
	 * What was known at the write is as good as read again while no sweep can have taken
	 * the document.
	 */
	private Mono<Void> publish(Waiting waiting) {
		if (!waiting.known().isEmpty() && this.clock.instant().isBefore(waiting.until())) {
			return publishFrom(waiting, waiting.known());
		}
		Query byId = Query.query(Criteria.where("_id").is(waiting.id()));
		byId.fields().include(Outbox.EVENTS);
		return this.mongo.findOne(byId, Document.class, waiting.collection())
			.flatMap((document) -> publishFrom(waiting, eventsOf(document)));
	}

	private Mono<Void> publishFrom(Waiting waiting, List<OutboxEvent> events) {
		if (events.isEmpty()) {
			return settle(waiting);
		}
		return PUBLISHED
			.passed(Flux.fromIterable(events)
				.concatMap((event) -> this.publisher.publish(event).thenReturn(event.id()))
				.collectList())
			.flatMap((sent) -> PULLED.passed(empty(waiting, sent).filter(Boolean::booleanValue))
				.defaultIfEmpty(false)
				.flatMap((emptied) -> emptied ? Mono.empty() : pullAndGoOn(waiting, sent)));
	}

	/**
	 * Most outboxes hold nothing but what was just sent. Events are added at the end and
	 * taken from the head, so one with the same head and the same size is the same.
	 */
	private Mono<Boolean> empty(Waiting waiting, List<String> sent) {
		Query unchanged = Query.query(Criteria.where("_id")
			.is(waiting.id())
			.and(Outbox.EVENTS)
			.size(sent.size())
			.and(Outbox.EVENTS + ".0.id")
			.is(sent.getFirst()));
		Update empty = new Update().set(Outbox.EVENTS, List.of()).unset(Outbox.DUE_AT);
		return this.mongo.updateFirst(unchanged, empty, waiting.collection())
			.map((result) -> result.getMatchedCount() == 1);
	}

	private Mono<Void> pullAndGoOn(Waiting waiting, List<String> sent) {
		Query byId = Query.query(Criteria.where("_id").is(waiting.id()));
		byId.fields().include(Outbox.EVENTS);
		Update pull = new Update().pull(Outbox.EVENTS, new Document("id", new Document("$in", sent)));
		return PULLED.passed(this.mongo.findAndModify(byId, pull, FindAndModifyOptions.options().returnNew(true),
				Document.class, waiting.collection()))
			.flatMap((remaining) -> publishFrom(waiting, eventsOf(remaining)));
	}

	private Mono<Void> settle(Waiting waiting) {
		Query empty = Query.query(Criteria.where("_id").is(waiting.id()).and(Outbox.EVENTS).size(0));
		return this.mongo.updateFirst(empty, new Update().unset(Outbox.DUE_AT), waiting.collection()).then();
	}

	/** The events that stand in a document, from the head. */
	static List<OutboxEvent> eventsOf(Document document) {
		List<OutboxEvent> events = new ArrayList<>();
		for (Document event : document.getList(Outbox.EVENTS, Document.class, List.of())) {
			events.add(new OutboxEvent(event.getString("id"), event.getString("type"), event.getString("topic"),
					event.getString("key"), event.getString("subject"), event.getDate("at").toInstant(),
					event.getString("body"), event.getString("traceparent")));
		}
		return events;
	}

	/** A document whose outbox is to be published, and what is known of it until when. */
	private record Waiting(String collection, Object id, List<OutboxEvent> known, Instant until) {

		@Override
		public String toString() {
			return this.collection + " " + this.id;
		}

	}

}
