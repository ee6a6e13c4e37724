package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.appointment.PatientClaims.HeldTime;
import io.medlinks.scheduling.appointment.PatientClaims.State;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The patients' claims.
 */
@Component
class Claims {

	private static final int SWEEP_BATCH = 100;

	/** How long claims of the past are kept, so that a late settlement finds them. */
	private static final Duration KEPT = Duration.ofDays(1);

	private final ReactiveMongoTemplate mongo;

	private final AppointmentProperties properties;

	private final Clock clock;

	Claims(ReactiveMongoTemplate mongo, AppointmentProperties properties, Clock clock) {
		this.mongo = mongo;
		this.properties = properties;
		this.clock = clock;
	}

	Mono<PatientClaims> of(String patientId) {
		return this.mongo.findById(patientId, PatientClaims.class).defaultIfEmpty(PatientClaims.none(patientId));
	}

	/**
	 * Claims a time for a patient where they are free and have not too many times
	 * already. A repeated request joins the claim that is there.
	 * @return whether the claim stands
	 */
	Mono<Boolean> claim(String patientId, Claim claim) {
		return open(patientId).then(push(patientId, claim))
			.flatMap((pushed) -> pushed ? Mono.just(true) : join(patientId, claim));
	}

	private Mono<Void> open(String patientId) {
		return this.mongo.findById(patientId, PatientClaims.class)
			.switchIfEmpty(Mono.defer(() -> this.mongo.insert(PatientClaims.none(patientId))))
			.onErrorResume(DuplicateKeyException.class, (_) -> Mono.empty())
			.then();
	}

	private Mono<Boolean> push(String patientId, Claim claim) {
		Criteria free = Criteria.where("_id")
			.is(patientId)
			.and("claims")
			.not()
			.elemMatch(Criteria.where("start").lt(claim.end()).and("end").gt(claim.start()))
			.and("claims.appointmentId")
			.ne(claim.appointmentId())
			.and("claims." + (this.properties.mostPerPatient() - 1))
			.exists(false);
		Update push = new Update().push("claims", StoredParts.of(this.mongo, claim))
			.min("dueAt", this.clock.instant().plus(this.properties.settleAfter()));
		return update(free, push);
	}

	private Mono<Boolean> join(String patientId, Claim claim) {
		Update join = new Update().push("claims.$[c].attempts", claim.attempts().getFirst())
			.filterArray(Criteria.where("c.appointmentId").is(claim.appointmentId()));
		Criteria sameTime = Criteria.where("_id")
			.is(patientId)
			.and("claims")
			.elemMatch(Criteria.where("appointmentId")
				.is(claim.appointmentId())
				.and("doctorId")
				.is(claim.doctorId())
				.and("start")
				.is(claim.start())
				.and("end")
				.is(claim.end()));
		return update(sameTime, join);
	}

	/** Takes an attempt back, and the claim with it where no other attempt shares it. */
	Mono<Void> withdraw(String patientId, String appointmentId, String attempt) {
		Update withdraw = new Update().pull("claims.$[c].attempts", attempt)
			.filterArray(Criteria.where("c.appointmentId").is(appointmentId));
		return update(ofAppointment(patientId, appointmentId), withdraw)
			.then(removeAttempted(patientId, appointmentId, List.of()))
			.then();
	}

	/** Removes a pending claim whose attempts are exactly those that were fenced off. */
	Mono<Boolean> removeAttempted(String patientId, String appointmentId, List<String> attempts) {
		Document unchanged = new Document("appointmentId", appointmentId).append("state", State.PENDING.name())
			.append("attempts", attempts);
		return update(Criteria.where("_id").is(patientId), new Update().pull("claims", unchanged));
	}

	Mono<Boolean> confirm(String patientId, String appointmentId) {
		return mark(patientId, appointmentId, State.CONFIRMED, new Update());
	}

	/** Says that the day sheet is about to change, so that a crash is noticed. */
	Mono<Boolean> unsettle(String patientId, String appointmentId) {
		return mark(patientId, appointmentId, State.PENDING,
				new Update().min("dueAt", this.clock.instant().plus(this.properties.settleAfter())));
	}

	private Mono<Boolean> mark(String patientId, String appointmentId, State state, Update update) {
		update.set("claims.$[c].state", state.name())
			.set("claims.$[c].since", this.clock.instant())
			.filterArray(Criteria.where("c.appointmentId").is(appointmentId));
		return update(ofAppointment(patientId, appointmentId), update);
	}

	Mono<Boolean> remove(String patientId, String appointmentId) {
		return update(Criteria.where("_id").is(patientId),
				new Update().pull("claims", new Document("appointmentId", appointmentId)));
	}

	/** Forgets what is long over. */
	Mono<Boolean> prune(String patientId) {
		Document over = new Document("state", State.CONFIRMED.name()).append("end",
				new Document("$lt", this.clock.instant().minus(KEPT)));
		return update(Criteria.where("_id").is(patientId), new Update().pull("claims", over));
	}

	/**
	 * Makes another time the one that is kept for a patient.
	 * @return the claims before
	 */
	Mono<PatientClaims> keep(String patientId, HeldTime hold) {
		return open(patientId).then(this.mongo.findAndModify(Query.query(Criteria.where("_id").is(patientId)),
				new Update().set("hold", StoredParts.of(this.mongo, hold)),
				FindAndModifyOptions.options().returnNew(false), PatientClaims.class));
	}

	/**
	 * Makes no time the one that is kept.
	 * @return the claims before; empty where there were none
	 */
	Mono<PatientClaims> keepNone(String patientId) {
		return this.mongo.findAndModify(Query.query(Criteria.where("_id").is(patientId)), new Update().unset("hold"),
				FindAndModifyOptions.options().returnNew(false), PatientClaims.class);
	}

	/**
	 * Patients with claims to settle, each leased to the caller for a while.
	 */
	Flux<PatientClaims> due() {
		Query due = Query.query(Criteria.where("dueAt").lt(this.clock.instant())).limit(SWEEP_BATCH);
		return this.mongo.find(due, PatientClaims.class).concatMap((claims) -> lease(claims.id()));
	}

	private Mono<PatientClaims> lease(String patientId) {
		Instant now = this.clock.instant();
		Query due = Query.query(Criteria.where("_id").is(patientId).and("dueAt").lt(now));
		return this.mongo.findAndModify(due, new Update().set("dueAt", now.plus(this.properties.settleAfter())),
				FindAndModifyOptions.options().returnNew(true), PatientClaims.class);
	}

	/** Says that nothing is left to settle, where that is so. */
	Mono<Void> settled(String patientId) {
		Criteria nothingPending = Criteria.where("_id")
			.is(patientId)
			.and("claims")
			.not()
			.elemMatch(Criteria.where("state").is(State.PENDING.name()));
		return update(nothingPending, new Update().unset("dueAt")).then();
	}

	private static Criteria ofAppointment(String patientId, String appointmentId) {
		return Criteria.where("_id").is(patientId).and("claims.appointmentId").is(appointmentId);
	}

	private Mono<Boolean> update(Criteria guard, Update update) {
		return this.mongo.updateFirst(Query.query(guard), update, PatientClaims.class)
			.map((result) -> result.getMatchedCount() == 1);
	}

}
