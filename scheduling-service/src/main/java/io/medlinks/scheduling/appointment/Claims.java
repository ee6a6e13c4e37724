package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.appointment.PatientClaims.HeldTime;
import io.medlinks.scheduling.appointment.PatientClaims.Move;
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

	Mono<Claim> claim(String patientId, String appointmentId) {
		return of(patientId).flatMap((ofPatient) -> Mono.justOrEmpty(ofPatient.claim(appointmentId)));
	}

	/** Whether a claim of somebody else has the id of an appointment. */
	Mono<Boolean> isClaimedByOther(String patientId, String appointmentId) {
		return this.mongo.exists(
				Query.query(Criteria.where("claims.appointmentId").is(appointmentId).and("_id").ne(patientId)),
				PatientClaims.class);
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
		Criteria free = free(patientId, claim.appointmentId(), claim.start(), claim.end()).and("claims.appointmentId")
			.ne(claim.appointmentId())
			.and("claims." + (this.properties.mostPerPatient() - 1))
			.exists(false);
		Update push = new Update().push("claims", StoredParts.of(this.mongo, claim)).min("dueAt", settleAt());
		return update(free, push);
	}

	private Mono<Boolean> join(String patientId, Claim claim) {
		Criteria sameTime = Criteria.where("doctorId")
			.is(claim.doctorId())
			.and("start")
			.is(claim.start())
			.and("end")
			.is(claim.end());
		return change(patientId, claim.appointmentId(), sameTime,
				new Update().push("claims.$[c].attempts", claim.attempts().getFirst()));
	}

	/**
	 * Claims another time for an appointment of a patient, where they are free and
	 * nothing else is about to change it.
	 * @return whether both times are the patient's now
	 */
	Mono<Boolean> claimMove(String patientId, String appointmentId, Move move) {
		Criteria settled = where(appointmentId,
				Criteria.where("state").is(State.CONFIRMED.name()).and("move").exists(false));
		Criteria free = free(patientId, appointmentId, move.start(), move.end()).andOperator(settled);
		Update claim = pending(new Update().set("claims.$[c].move", StoredParts.of(this.mongo, move)), move.id());
		return update(free, changing(appointmentId, claim));
	}

	/** Takes an attempt back that will not write any more. */
	Mono<Boolean> withdraw(String patientId, String appointmentId, String attempt) {
		return change(patientId, appointmentId, new Criteria(), new Update().pull("claims.$[c].attempts", attempt));
	}

	/** Says that the day sheet is about to change, so that a crash is noticed. */
	Mono<Boolean> unsettle(String patientId, String appointmentId, String attempt) {
		return change(patientId, appointmentId, new Criteria(), pending(new Update(), attempt));
	}

	/**
	 * Confirms the claim of an appointment that an attempt booked.
	 * @return false where somebody else has a hand in it, so that it must be settled
	 */
	Mono<Boolean> confirm(String patientId, String appointmentId, String attempt) {
		return change(patientId, appointmentId, only(attempt), confirmed(new Update()));
	}

	/**
	 * Gives the old time up for the new one.
	 * @return false where somebody else has a hand in it, so that it must be settled
	 */
	Mono<Boolean> confirmMove(String patientId, String appointmentId, Move move) {
		Criteria onlyThis = Criteria.where("attempts").is(List.of(move.id())).and("move.id").is(move.id());
		return change(patientId, appointmentId, onlyThis, at(move, confirmed(new Update())));
	}

	/**
	 * Removes the claim of an appointment that an attempt called off.
	 * @return false where somebody else has a hand in it, so that it must be settled
	 */
	Mono<Boolean> remove(String patientId, String appointmentId, String attempt) {
		Criteria claimed = Criteria.where("_id").is(patientId).andOperator(where(appointmentId, only(attempt)));
		return update(claimed, new Update().pull("claims", new Document("appointmentId", appointmentId)));
	}

	/** Confirms a claim at its present time, where it is still as it was read. */
	Mono<Boolean> confirm(String patientId, Claim claim) {
		return change(patientId, claim.appointmentId(), unchanged(claim), confirmed(new Update()));
	}

	/**
	 * Takes a claim to the new time of its move, where it is still as it was read; it
	 * remains to be settled.
	 */
	Mono<Boolean> follow(String patientId, Claim claim, Move move) {
		Update follow = at(move, new Update()).unset("claims.$[c].move").pull("claims.$[c].attempts", move.id());
		return change(patientId, claim.appointmentId(), unchanged(claim), follow);
	}

	/** Removes a claim where it is still as it was read. */
	Mono<Boolean> remove(String patientId, Claim claim) {
		Criteria claimed = Criteria.where("_id")
			.is(patientId)
			.andOperator(where(claim.appointmentId(), unchanged(claim)));
		return update(claimed, new Update().pull("claims", new Document("appointmentId", claim.appointmentId())));
	}

	private Update pending(Update update, String attempt) {
		return update.push("claims.$[c].attempts", attempt)
			.set("claims.$[c].state", State.PENDING.name())
			.set("claims.$[c].since", this.clock.instant())
			.min("dueAt", settleAt());
	}

	private Update confirmed(Update update) {
		return update.set("claims.$[c].state", State.CONFIRMED.name())
			.set("claims.$[c].since", this.clock.instant())
			.set("claims.$[c].attempts", List.of())
			.unset("claims.$[c].move");
	}

	private static Update at(Move move, Update update) {
		return update.set("claims.$[c].day", move.day().toString())
			.set("claims.$[c].clinicZone", move.clinicZone().getId())
			.set("claims.$[c].start", move.start())
			.set("claims.$[c].end", move.end());
	}

	private static Criteria only(String attempt) {
		return Criteria.where("attempts").is(List.of(attempt)).and("move").exists(false);
	}

	private static Criteria unchanged(Claim claim) {
		return Criteria.where("stamp").is(claim.stamp());
	}

	/** Where no other appointment's time or wished-for time overlaps. */
	private static Criteria free(String patientId, String appointmentId, Instant start, Instant end) {
		Criteria time = Criteria.where("start").lt(end).and("end").gt(start);
		Criteria wished = Criteria.where("move.start").lt(end).and("move.end").gt(start);
		return Criteria.where("_id")
			.is(patientId)
			.and("claims")
			.not()
			.elemMatch(Criteria.where("appointmentId").ne(appointmentId).orOperator(time, wished));
	}

	private static Criteria where(String appointmentId, Criteria condition) {
		return Criteria.where("claims")
			.elemMatch(new Criteria().andOperator(Criteria.where("appointmentId").is(appointmentId), condition));
	}

	private static Update changing(String appointmentId, Update update) {
		return update.set("claims.$[c].stamp", UUID.randomUUID().toString())
			.filterArray(Criteria.where("c.appointmentId").is(appointmentId));
	}

	private Mono<Boolean> change(String patientId, String appointmentId, Criteria condition, Update update) {
		Criteria claimed = Criteria.where("_id").is(patientId).andOperator(where(appointmentId, condition));
		return update(claimed, changing(appointmentId, update));
	}

	private Instant settleAt() {
		return this.clock.instant().plus(this.properties.settleAfter());
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

	private Mono<Boolean> update(Criteria guard, Update update) {
		return this.mongo.updateFirst(Query.query(guard), update, PatientClaims.class)
			.map((result) -> result.getMatchedCount() == 1);
	}

}
