package io.medlinks.platform.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.platform.metrics.Measurement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many events wait in the outboxes, and for how long the oldest has waited, whichever
 * instance wrote them.
 */
final class WaitingEvents implements Measurement {

	private static final String AT = Outbox.EVENTS + ".at";

	private final ReactiveMongoTemplate mongo;

	private final Set<String> collections;

	private final Clock clock;

	private volatile @Nullable Found found;

	WaitingEvents(ReactiveMongoTemplate mongo, List<OutboxCollection> collections, Clock clock, MeterRegistry meters) {
		this.mongo = mongo;
		this.collections = collections.stream()
			.map((collection) -> mongo.getCollectionName(collection.type()))
			.collect(Collectors.toUnmodifiableSet());
		this.clock = clock;
		Gauge.builder("medlinks.outbox.age", this, WaitingEvents::age)
			.description("How long the oldest event that is not published has been waiting")
			.baseUnit("seconds")
			.register(meters);
		Gauge.builder("medlinks.outbox.waiting", this, WaitingEvents::count)
			.description("Events that are not published")
			.register(meters);
	}

	@Override
	public Mono<Void> renew() {
		return Flux.fromIterable(this.collections)
			.concatMap(this::waiting)
			.reduce(Found.NOTHING, Found::with)
			.doOnNext((found) -> this.found = found)
			.then();
	}

	/** Reads the times only, and only of documents with something to publish. */
	private Flux<Found> waiting(String collection) {
		Query due = Query.query(Criteria.where(Outbox.DUE_AT).gte(Instant.EPOCH));
		due.fields().include(AT);
		return this.mongo.find(due, Document.class, collection)
			.flatMapIterable((document) -> document.getList(Outbox.EVENTS, Document.class, List.of()))
			.map((event) -> new Found(1, age(event.getDate("at").toInstant())));
	}

	private Duration age(Instant at) {
		Duration age = Duration.between(at, this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

	@Override
	public void unknown() {
		this.found = null;
	}

	private double age() {
		Found current = this.found;
		return (current != null) ? current.oldest().toMillis() / 1000.0 : Double.NaN;
	}

	private double count() {
		Found current = this.found;
		return (current != null) ? current.count() : Double.NaN;
	}

	/** Some events and the age of the oldest. */
	private record Found(long count, Duration oldest) {

		private static final Found NOTHING = new Found(0, Duration.ZERO);

		Found with(Found other) {
			return new Found(this.count + other.count,
					(this.oldest.compareTo(other.oldest) > 0) ? this.oldest : other.oldest);
		}

	}

}
