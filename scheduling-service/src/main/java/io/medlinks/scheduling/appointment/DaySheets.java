package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.scheduling.appointment.DaySheet.Fence;
import io.medlinks.scheduling.appointment.DaySheet.Hold;
import io.medlinks.scheduling.appointment.DaySheet.Incoming;
import io.medlinks.scheduling.appointment.DaySheet.Moved;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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
 * The doctors' day sheets. Each write is one conditional update of one document, never an
 * upsert: it happens only where its condition holds at that instant.
 */
@Component
class DaySheets {

	/** How many late attempts a sheet remembers; far more than can be under way. */
	private static final int FENCES = 200;

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	DaySheets(ReactiveMongoTemplate mongo, Outbox outbox) {
		this.mongo = mongo;
		this.outbox = outbox;
	}

	/** The sheet, inserted empty where it is the first time that anybody asks. */
	Mono<DaySheet> open(SheetId id) {
		return find(id.value()).switchIfEmpty(Mono.defer(() -> this.outbox.insert(DaySheet.empty(id))
			.onErrorResume(DuplicateKeyException.class, (_) -> find(id.value()))));
	}

	Mono<DaySheet> find(String id) {
		return this.mongo.findById(id, DaySheet.class);
	}

	/**
	 * The appointment wherever it stands; where a move is decided and the other sheet
	 * does not know yet, as the move made it.
	 */
	Mono<Appointment> appointment(String appointmentId) {
		return standing(appointmentId).map(Standing::appointment)
			.switchIfEmpty(Mono.defer(() -> underWay(appointmentId).map(Moved::appointment)));
	}

	/**
	 * The appointment where it can be changed: a move that is decided comes to its end
	 * first.
	 */
	Mono<Standing> arrived(String appointmentId) {
		return standing(appointmentId).switchIfEmpty(Mono.defer(() -> underWay(appointmentId)
			.flatMap((move) -> activate(move).then(Mono.defer(() -> arrived(appointmentId))))));
	}

	private Mono<Standing> standing(String appointmentId) {
		return find("appointments.appointmentId", appointmentId)
			.concatMap((sheet) -> Mono.justOrEmpty(
					sheet.appointment(appointmentId).map((appointment) -> new Standing(appointment, sheet.sheetId()))))
			.reduce((one, other) -> (one.appointment().version() >= other.appointment().version()) ? one : other);
	}

	/** The last move that took the appointment to another sheet. */
	private Mono<Moved> underWay(String appointmentId) {
		return find("moved.appointment.appointmentId", appointmentId).flatMapIterable(DaySheet::moved)
			.filter((move) -> move.appointment().appointmentId().equals(appointmentId))
			.reduce((one, other) -> (one.appointment().version() >= other.appointment().version()) ? one : other);
	}

	/** A doctor's sheets from one day to another, both included. */
	Flux<DaySheet> ofDoctor(String doctorId, LocalDate first, LocalDate last) {
		return this.mongo.find(
				Query.query(
						Criteria.where("doctorId").is(doctorId).and("day").gte(first.toString()).lte(last.toString())),
				DaySheet.class);
	}

	/**
	 * A doctor's appointments on the sheets from one day to another, each once.
	 */
	Flux<Appointment> appointmentsOfDoctor(String doctorId, LocalDate first, LocalDate last) {
		Flux<Appointment> seen = ofDoctor(doctorId, first, last)
			.concatMap((sheet) -> Flux.concat(standingOn(sheet), comingTo(sheet)));
		return latestOfEach(seen);
	}

	/**
	 * A patient's appointments, each once. Where one is moved while this looks, it leaves
	 * a trace on the sheet that it came from, which is looked for last.
	 */
	Flux<Appointment> appointmentsOfPatient(String patientId) {
		Flux<Appointment> seen = Flux
			.concat(find("appointments.patientId", patientId), find("moved.appointment.patientId", patientId))
			.concatMap(DaySheets::standingOn);
		return latestOfEach(seen).filter((appointment) -> appointment.patientId().equals(patientId));
	}

	private static Flux<Appointment> standingOn(DaySheet sheet) {
		return Flux.concat(Flux.fromIterable(sheet.appointments()),
				Flux.fromIterable(sheet.moved()).map(Moved::appointment));
	}

	/** What comes counts from the moment in which the other sheet let it go. */
	private Flux<Appointment> comingTo(DaySheet sheet) {
		return Flux.fromIterable(sheet.incoming())
			.concatMap((coming) -> find(coming.from())
				.flatMap((source) -> Mono.justOrEmpty(source.moved(coming.move()).map(Moved::appointment))));
	}

	private static Flux<Appointment> latestOfEach(Flux<Appointment> seen) {
		return seen
			.collect(HashMap<String, Appointment>::new,
					(latest, appointment) -> latest.merge(appointment.appointmentId(), appointment,
							(one, other) -> (one.version() >= other.version()) ? one : other))
			.flatMapIterable(HashMap::values);
	}

	private Flux<DaySheet> find(String field, String id) {
		return this.mongo.find(Query.query(Criteria.where(field).is(id)), DaySheet.class);
	}

	/**
	 * Books where nothing overlaps, and takes the patient's own hold of that time away in
	 * the same update.
	 * @return the sheet; empty where the time is gone, the appointment is there already
	 * or the attempt came too late
	 */
	Mono<DaySheet> book(SheetId id, Appointment appointment, String attempt, Instant now, OutboxEvent event) {
		Criteria free = free(id, appointment, attempt, now).and("appointments.appointmentId")
			.ne(appointment.appointmentId())
			.and("moved.appointment.appointmentId")
			.ne(appointment.appointmentId())
			.and("incoming.appointment.appointmentId")
			.ne(appointment.appointmentId());
		Update book = new Update().push("appointments", StoredParts.of(this.mongo, appointment));
		return this.outbox.update(DaySheet.class, Query.query(free), withoutOwnHolds(book, appointment), event);
	}

	/**
	 * Gives an appointment another time on its own sheet, where nothing but itself
	 * overlaps.
	 * @return the sheet; empty where the time is gone, the appointment changed in between
	 * or the attempt came too late
	 */
	Mono<DaySheet> moveWithin(SheetId id, Appointment before, Appointment after, String move, Instant now,
			OutboxEvent event) {
		Criteria unchangedAndFree = Criteria.where("_id")
			.is(id.value())
			.andOperator(unchanged(before), free(id, after, move, now));
		Update change = new Update().set("appointments.$[a]", StoredParts.of(this.mongo, after))
			.filterArray(Criteria.where("a.appointmentId").is(before.appointmentId()));
		return this.outbox.update(DaySheet.class, Query.query(unchangedAndFree), withoutOwnHolds(change, after), event);
	}

	/**
	 * Keeps a time for an appointment that is about to come from another sheet.
	 * @return the sheet; empty where the time is gone, it is kept already, the
	 * appointment has come and maybe gone on, or the attempt came too late
	 */
	Mono<DaySheet> announce(SheetId id, Incoming coming, Instant now) {
		Appointment appointment = coming.appointment();
		Criteria free = free(id, appointment, coming.move(), now).and("incoming.move")
			.ne(coming.move())
			.and("appointments.appointmentId")
			.ne(appointment.appointmentId())
			.and("moved")
			.not()
			.elemMatch(Criteria.where("appointment.appointmentId")
				.is(appointment.appointmentId())
				.and("appointment.version")
				.gte(appointment.version()));
		Update announce = new Update().push("incoming", StoredParts.of(this.mongo, coming));
		return this.mongo.findAndModify(Query.query(free), withoutOwnHolds(announce, appointment),
				FindAndModifyOptions.options().returnNew(true), DaySheet.class);
	}

	/**
	 * The moment that decides a move to another sheet: this sheet lets the appointment
	 * go, with the event.
	 * @return the sheet; empty where the appointment changed in between or the attempt
	 * came too late
	 */
	Mono<DaySheet> letGo(SheetId id, Appointment before, Moved move, OutboxEvent event) {
		Criteria unchanged = Criteria.where("_id")
			.is(id.value())
			.and("fences.attempt")
			.ne(move.move())
			.andOperator(unchanged(before));
		Update letGo = new Update().pull("appointments", new Document("appointmentId", before.appointmentId()))
			.push("moved", StoredParts.of(this.mongo, move));
		return this.outbox.update(DaySheet.class, Query.query(unchanged), letGo, event);
	}

	/**
	 * Puts an appointment in the place that was kept for it, where that is not done yet.
	 * What is left of it from an earlier stay goes.
	 */
	Mono<Void> activate(Moved move) {
		Appointment appointment = move.appointment();
		Query expected = Query.query(Criteria.where("_id").is(move.to()).and("incoming.move").is(move.move()));
		Update activate = new Update().pull("incoming", new Document("move", move.move()))
			.push("appointments", StoredParts.of(this.mongo, appointment))
			.pull("moved", new Document("appointment.appointmentId", appointment.appointmentId()));
		return this.mongo.updateFirst(expected, activate, DaySheet.class).then();
	}

	/**
	 * Gives up the time kept for an appointment that will not come, and makes sure that
	 * it is not kept again. Only after the sheet where the appointment stands was fenced.
	 */
	Mono<Void> turnAway(SheetId id, String move, Instant now) {
		Update turnAway = fencing(List.of(move), now).pull("incoming", new Document("move", move));
		return open(id)
			.then(this.mongo.updateFirst(Query.query(Criteria.where("_id").is(id.value())), turnAway, DaySheet.class))
			.then();
	}

	/**
	 * Calls an appointment off where it is still as it was read.
	 * @return the sheet; empty where it changed in between or the attempt came too late
	 */
	Mono<DaySheet> cancel(SheetId id, Appointment before, Appointment cancelled, AppliedKey applied, String attempt,
			OutboxEvent event) {
		Criteria unchanged = Criteria.where("_id")
			.is(id.value())
			.and("fences.attempt")
			.ne(attempt)
			.andOperator(unchanged(before));
		Update cancel = new Update().set("appointments.$[a].status", AppointmentStatus.CANCELLED.name())
			.set("appointments.$[a].version", cancelled.version())
			.set("appointments.$[a].cancelledAt", cancelled.cancelledAt())
			.filterArray(Criteria.where("a.appointmentId").is(before.appointmentId()));
		if (cancelled.cancelReason() != null) {
			cancel.set("appointments.$[a].cancelReason", cancelled.cancelReason());
		}
		cancel.push("appointments.$[a].appliedKeys").slice(-AppliedKey.RING).each(StoredParts.of(this.mongo, applied));
		return this.outbox.update(DaySheet.class, Query.query(unchanged), cancel, event);
	}

	/**
	 * Keeps a time for a patient where nothing of others overlaps.
	 * @return the sheet; empty where the time is gone
	 */
	Mono<DaySheet> hold(SheetId id, Hold hold, Instant now) {
		Criteria free = free(id, hold.blockedFrom(), hold.blockedUntil(), hold.patientId(), null, now);
		return this.mongo.findAndModify(Query.query(free), new Update().push("holds", StoredParts.of(this.mongo, hold)),
				FindAndModifyOptions.options().returnNew(true), DaySheet.class);
	}

	/** Gives held times free, and forgets those that expired. */
	Mono<Void> release(String sheetId, Collection<String> holdIds, Instant now) {
		Query byId = Query.query(Criteria.where("_id").is(sheetId));
		return this.mongo
			.updateFirst(byId, new Update().pull("holds", new Document("expiresAt", new Document("$lte", now))),
					DaySheet.class)
			.then(this.mongo.updateFirst(byId,
					new Update().pull("holds", new Document("holdId", new Document("$in", holdIds))), DaySheet.class))
			.then();
	}

	/**
	 * Makes sure that none of these requests can write this sheet any more; what it holds
	 * of them then is final.
	 * @return the sheet since then
	 */
	Mono<DaySheet> fence(SheetId id, Collection<String> attempts, Instant now) {
		return attempts.isEmpty() ? open(id)
				: open(id).then(this.mongo.findAndModify(Query.query(Criteria.where("_id").is(id.value())),
						fencing(attempts, now), FindAndModifyOptions.options().returnNew(true), DaySheet.class));
	}

	private Update fencing(Collection<String> attempts, Instant now) {
		Object[] fences = attempts.stream()
			.map((attempt) -> StoredParts.of(this.mongo, new Fence(attempt, now)))
			.toArray();
		Update fence = new Update();
		fence.push("fences").slice(-FENCES).each(fences);
		return fence;
	}

	private static Criteria unchanged(Appointment before) {
		return Criteria.where("appointments")
			.elemMatch(Criteria.where("appointmentId")
				.is(before.appointmentId())
				.and("version")
				.is(before.version())
				.and("status")
				.is(AppointmentStatus.BOOKED.name()));
	}

	private static Criteria free(SheetId id, Appointment wanted, String attempt, Instant now) {
		return free(id, wanted.blockedFrom(), wanted.blockedUntil(), wanted.patientId(), wanted.appointmentId(), now)
			.and("fences.attempt")
			.ne(attempt);
	}

	/** Where nothing overlaps but the appointment itself and the patient's own hold. */
	private static Criteria free(SheetId id, Instant from, Instant until, String patientId,
			@Nullable String appointmentId, Instant now) {
		return Criteria.where("_id")
			.is(id.value())
			.and("appointments")
			.not()
			.elemMatch(overlap("", from, until).and("status")
				.is(AppointmentStatus.BOOKED.name())
				.and("appointmentId")
				.ne(appointmentId))
			.and("incoming")
			.not()
			.elemMatch(overlap("appointment.", from, until).and("appointment.appointmentId").ne(appointmentId))
			.and("holds")
			.not()
			.elemMatch(overlap("", from, until).and("patientId").ne(patientId).and("expiresAt").gt(now))
			.and("closures")
			.not()
			.elemMatch(overlap("", from, until));
	}

	private static Update withoutOwnHolds(Update update, Appointment appointment) {
		return update.pull("holds",
				overlap("", appointment.blockedFrom(), appointment.blockedUntil()).and("patientId")
					.is(appointment.patientId())
					.getCriteriaObject());
	}

	private static Criteria overlap(String of, Instant from, Instant until) {
		return Criteria.where(of + "blockedFrom").lt(until).and(of + "blockedUntil").gt(from);
	}

	/**
	 * An appointment and the sheet on which it stands.
	 */
	record Standing(Appointment appointment, SheetId sheet) {

	}

}
