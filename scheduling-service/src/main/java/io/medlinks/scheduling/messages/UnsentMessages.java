package io.medlinks.scheduling.messages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

import io.medlinks.platform.metrics.Measurement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import reactor.core.publisher.Mono;

/**
 * How many messages wait, for how long the oldest has, and how many were given up.
 */
final class UnsentMessages implements Measurement {

	private final ReactiveMongoTemplate mongo;

	private final Clock clock;

	private volatile @Nullable Found found;

	UnsentMessages(ReactiveMongoTemplate mongo, Clock clock, MeterRegistry meters) {
		this.mongo = mongo;
		this.clock = clock;
		Gauge.builder("medlinks.messages.waiting", this, (unsent) -> unsent.of(Found::waiting))
			.description("Messages that are to be sent")
			.register(meters);
		Gauge
			.builder("medlinks.messages.age", this,
					(unsent) -> unsent.of((found) -> found.oldest().toMillis() / 1000.0))
			.description("How long the oldest message that is to be sent has been waiting")
			.baseUnit("seconds")
			.register(meters);
		Gauge.builder("medlinks.messages.failed", this, (unsent) -> unsent.of(Found::failed))
			.description("Messages that could not be sent and are not tried again")
			.register(meters);
	}

	@Override
	public Mono<Void> renew() {
		return Mono.zip(count(MessageState.WAITING), count(MessageState.FAILED), oldest())
			.doOnNext((counted) -> this.found = new Found(counted.getT1(), counted.getT2(), counted.getT3()))
			.then();
	}

	private Mono<Long> count(MessageState state) {
		return this.mongo.count(in(state), Message.class);
	}

	private Mono<Duration> oldest() {
		return this.mongo.findOne(in(MessageState.WAITING).with(Sort.by("at")), Message.class)
			.map(Message::at)
			.map(this::age)
			.defaultIfEmpty(Duration.ZERO);
	}

	private Duration age(Instant at) {
		Duration age = Duration.between(at, this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

	private static Query in(MessageState state) {
		return Query.query(Criteria.where("state").is(state.name()));
	}

	@Override
	public void unknown() {
		this.found = null;
	}

	private double of(ToDoubleFunction<Found> figure) {
		Found current = this.found;
		return (current != null) ? figure.applyAsDouble(current) : Double.NaN;
	}

	/**
	 * What was counted.
	 */
	private record Found(long waiting, long failed, Duration oldest) {

	}

}
