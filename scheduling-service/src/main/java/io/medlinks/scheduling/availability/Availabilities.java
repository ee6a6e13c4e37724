package io.medlinks.scheduling.availability;

import java.util.function.Supplier;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.version.ExpectedVersion;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The doctors' availability.
 */
@Component
public class Availabilities {

	private final ReactiveMongoTemplate mongo;

	Availabilities(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	/**
	 * A doctor's availability; empty where the doctor told none yet.
	 * @param doctorId the doctor
	 */
	public Mono<Availability> of(String doctorId) {
		return this.mongo.findById(doctorId, Availability.class);
	}

	/**
	 * Makes or changes a doctor's availability. Appointments that are booked stay as they
	 * are.
	 * @param doctorId the doctor
	 * @param expected the version that the doctor saw; none to make the first one
	 * @param hours what the doctor tells
	 * @param key makes a repetition the same change
	 * @return the availability; an error 400, 404, 412, 422 or 428 otherwise
	 */
	public Mono<Availability> put(String doctorId, ExpectedVersion expected, Hours hours, IdempotencyKey key) {
		return Mono.defer(() -> {
			HoursCheck.check(hours);
			AppliedKey applied = AppliedKey.of(key, hours);
			return (expected.value() != null) ? change(doctorId, expected.value(), hours, applied)
					: create(doctorId, hours, applied);
		});
	}

	private Mono<Availability> create(String doctorId, Hours hours, AppliedKey applied) {
		return this.mongo.insert(Availability.created(doctorId, hours, applied))
			.onErrorResume(DuplicateKeyException.class,
					(_) -> repeated(doctorId, applied, Problem::preconditionRequired));
	}

	private Mono<Availability> change(String doctorId, long version, Hours hours, AppliedKey applied) {
		Query guard = Query.query(Criteria.where("_id")
			.is(doctorId)
			.and("version")
			.is(version)
			.and(AppliedKey.FIELD + ".token")
			.ne(applied.token()));
		Update update = applied.markIn(new Update().set("version", version + 1).set("hours", hours));
		return this.mongo
			.findAndModify(guard, update, FindAndModifyOptions.options().returnNew(true), Availability.class)
			.switchIfEmpty(Mono.defer(() -> repeated(doctorId, applied, Problem::staleVersion)));
	}

	private Mono<Availability> repeated(String doctorId, AppliedKey applied, Supplier<Problem> otherwise) {
		return of(doctorId)
			.switchIfEmpty(Mono
				.error(() -> Problem.notFound("You have told no hours yet. Send them without If-Match to make them.")))
			.filter((availability) -> applied.repeatedIn(availability.appliedKeys()))
			.switchIfEmpty(Mono.error(otherwise));
	}

}
