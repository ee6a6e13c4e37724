package io.medlinks.ai.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * How much a patient may still do this minute and today (UTC), counted for all instances
 * together.
 */
@Component
class Allowances {

	private final ReactiveMongoTemplate mongo;

	private final ChatProperties properties;

	private final Clock clock;

	Allowances(ReactiveMongoTemplate mongo, ChatProperties properties, Clock clock) {
		this.mongo = mongo;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Takes one.
	 * @param what what is counted, such as {@code question}
	 * @param patientId the patient
	 * @return when there will be another one, in seconds; 0 where one was taken
	 */
	Mono<Long> take(String what, String patientId) {
		return Mono.defer(() -> {
			String id = what + "/" + patientId;
			Instant now = this.clock.instant();
			long minute = now.getEpochSecond() / 60;
			long day = now.getEpochSecond() / Duration.ofDays(1).toSeconds();
			Query room = Query.query(Criteria.where("_id")
				.is(id)
				.and("inMinute")
				.lt(this.properties.perMinute())
				.and("inDay")
				.lt(this.properties.perDay()));
			return opened(id).then(begun(id, "minute", "inMinute", minute))
				.then(begun(id, "day", "inDay", day))
				.then(this.mongo.updateFirst(room, new Update().inc("inMinute", 1).inc("inDay", 1), Allowance.class))
				.flatMap((result) -> (result.getModifiedCount() == 1) ? Mono.just(0L) : wait(id, now));
		});
	}

	private Mono<Long> wait(String id, Instant now) {
		long day = Duration.ofDays(1).toSeconds();
		return this.mongo.findById(id, Allowance.class)
			.map((used) -> (used.inDay() >= this.properties.perDay()) ? day - now.getEpochSecond() % day
					: 60 - now.getEpochSecond() % 60)
			.defaultIfEmpty(1L);
	}

	private Mono<Void> opened(String id) {
		Update nothing = new Update().setOnInsert("minute", 0L)
			.setOnInsert("inMinute", 0)
			.setOnInsert("day", 0L)
			.setOnInsert("inDay", 0);
		return this.mongo.upsert(Query.query(Criteria.where("_id").is(id)), nothing, Allowance.class)
			.retryWhen(Retry.max(1).filter(DuplicateKeyException.class::isInstance))
			.then();
	}

	/** Only forward: an instance whose clock is behind counts into what has begun. */
	private Mono<Void> begun(String id, String span, String count, long number) {
		return this.mongo
			.updateFirst(Query.query(Criteria.where("_id").is(id).and(span).lt(number)),
					new Update().set(span, number).set(count, 0), Allowance.class)
			.then();
	}

	@Document("chatAllowances")
	record Allowance(@Id String id, long minute, int inMinute, long day, int inDay) {

	}

}
