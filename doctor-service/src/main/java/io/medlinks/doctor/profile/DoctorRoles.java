package io.medlinks.doctor.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.medlinks.platform.crash.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes the role of an account follow the approval. The decision leaves a mark on the
 * doctor that stays until the role is as it should be: at once where the identity
 * provider answers, by a sweep otherwise. A lease keeps two instances from giving and
 * taking at the same time.
 */
@Component
class DoctorRoles {

	private static final Logger log = LoggerFactory.getLogger(DoctorRoles.class);

	/** The account has the role, or has it no more; the doctor is still marked. */
	private static final CrashPoint GIVEN = new CrashPoint("approval.role-given");

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Duration AGAIN = Duration.ofSeconds(10);

	private static final int BATCH = 100;

	private final ReactiveMongoTemplate mongo;

	private final RoleKeeper keeper;

	private final Clock clock;

	DoctorRoles(ReactiveMongoTemplate mongo, RoleKeeper keeper, Clock clock) {
		this.mongo = mongo;
		this.keeper = keeper;
		this.clock = clock;
		if (!keeper.isAvailable()) {
			log.warn("This service was told no secret of its account (medlinks.identity): roles are not given");
		}
	}

	/** Settles what is due; called once and subscribed to each time. */
	@Scheduled(fixedDelayString = "${medlinks.approval.sweep-every:5s}")
	Mono<Void> sweep() {
		return Flux.defer(this::due).concatMap(this::settle).then().onErrorResume((failure) -> {
			log.warn("Roles could not be looked at ({}) and will be again", failure.getClass().getSimpleName());
			return Mono.empty();
		});
	}

	private Flux<String> due() {
		Query due = Query.query(Criteria.where("roleDueAt").lte(this.clock.instant())).limit(BATCH);
		return this.keeper.isAvailable() ? this.mongo.find(due, Waiting.class, "doctors").map(Waiting::id)
				: Flux.empty();
	}

	/**
	 * Makes an account's role what the approval says, where that is due. It never fails:
	 * what could not be done stays due.
	 * @param doctorId the doctor
	 */
	Mono<Void> settle(String doctorId) {
		return this.keeper.isAvailable()
				? Mono.defer(() -> take(doctorId)).flatMap(this::apply).onErrorResume((failure) -> {
					log.warn("The role of {} stays due ({})", doctorId, failure.getClass().getSimpleName());
					return Mono.empty();
				}) : Mono.empty();
	}

	private Mono<Due> take(String doctorId) {
		Instant now = this.clock.instant();
		Query free = Query.query(Criteria.where("_id")
			.is(doctorId)
			.and("roleDueAt")
			.lte(now)
			.orOperator(Criteria.where("roleLeaseUntil").is(null), Criteria.where("roleLeaseUntil").lte(now)));
		Update lease = new Update().set("roleLeaseId", UUID.randomUUID().toString())
			.set("roleLeaseUntil", now.plus(LEASE));
		return this.mongo.findAndModify(free, lease, FindAndModifyOptions.options().returnNew(true), Due.class,
				"doctors");
	}

	private Mono<Void> apply(Due taken) {
		return GIVEN.passed(this.keeper.set(taken.id(), taken.approved()).thenReturn(taken))
			.flatMap((_) -> done(taken))
			.onErrorResume((failure) -> {
				log.warn("The role of {} could not be set ({}) and will be again", taken.id(),
						failure.getClass().getSimpleName());
				return later(taken);
			});
	}

	/** Decided anew in between, it is done anew at once. */
	private Mono<Void> done(Due taken) {
		Query held = held(taken).addCriteria(Criteria.where("approved").is(taken.approved()));
		return this.mongo.updateFirst(held, free(new Update().unset("roleDueAt")), "doctors")
			.filter((result) -> result.getModifiedCount() == 0)
			.flatMap((_) -> this.mongo.updateFirst(held(taken), free(new Update()), "doctors")
				.then(Mono.defer(() -> settle(taken.id()))));
	}

	private Mono<Void> later(Due taken) {
		Query same = held(taken).addCriteria(Criteria.where("approved").is(taken.approved()));
		Instant next = this.clock.instant().plus(AGAIN);
		return this.mongo.updateFirst(same, free(new Update().set("roleDueAt", next)), "doctors")
			.filter((result) -> result.getModifiedCount() == 0)
			.flatMap((_) -> this.mongo.updateFirst(held(taken), free(new Update()), "doctors"))
			.then();
	}

	private static Query held(Due taken) {
		return Query.query(Criteria.where("_id").is(taken.id()).and("roleLeaseId").is(taken.roleLeaseId()));
	}

	private static Update free(Update update) {
		return update.unset("roleLeaseUntil").unset("roleLeaseId");
	}

	/**
	 * A doctor whose role is due.
	 */
	record Waiting(@Id String id) {

	}

	/**
	 * What of a doctor matters here, once taken.
	 */
	record Due(@Id String id, boolean approved, String roleLeaseId) {

	}

}
