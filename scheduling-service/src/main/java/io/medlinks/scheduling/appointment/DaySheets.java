package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.scheduling.appointment.DaySheet.Fence;
import io.medlinks.scheduling.appointment.DaySheet.Hold;
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
	 * The appointment wherever it stands.
	 */
	Mono<Appointment> appointment(String appointmentId) {
		return this.mongo
			.find(Query.query(Criteria.where("appointments.appointmentId").is(appointmentId)), DaySheet.class)
			.next()
			.flatMap((sheet) -> Mono.justOrEmpty(sheet.appointment(appointmentId)));
	}

	/** A doctor's sheets from one day to another, both included. */
	Flux<DaySheet> ofDoctor(String doctorId, LocalDate first, LocalDate last) {
		return this.mongo.find(
				Query.query(
						Criteria.where("doctorId").is(doctorId).and("day").gte(first.toString()).lte(last.toString())),
				DaySheet.class);
	}

	/** The sheets on which a patient stands. */
	Flux<DaySheet> ofPatient(String patientId) {
		return this.mongo.find(Query.query(Criteria.where("appointments.patientId").is(patientId)), DaySheet.class);
	}

	/**
	 * Books where nothing overlaps, and takes the patient's own hold of that time away in
	 * the same update.
	 * @return the sheet; empty where the time is gone, the appointment is there already
	 * or the attempt came too late
	 */
	Mono<DaySheet> book(SheetId id, Appointment appointment, String attempt, Instant now, OutboxEvent event) {
		Instant from = appointment.blockedFrom();
		Instant until = appointment.blockedUntil();
		Criteria free = Criteria.where("_id")
			.is(id.value())
			.and("appointments")
			.not()
			.elemMatch(overlap(from, until).and("status").is(AppointmentStatus.BOOKED.name()))
			.and("appointments.appointmentId")
			.ne(appointment.appointmentId())
			.and("holds")
			.not()
			.elemMatch(overlap(from, until).and("patientId").ne(appointment.patientId()).and("expiresAt").gt(now))
			.and("closures")
			.not()
			.elemMatch(overlap(from, until))
			.and("fences.attempt")
			.ne(attempt);
		Update book = new Update().push("appointments", StoredParts.of(this.mongo, appointment))
			.pull("holds", overlap(from, until).and("patientId").is(appointment.patientId()).getCriteriaObject());
		return this.outbox.update(DaySheet.class, Query.query(free), book, event);
	}

	/**
	 * Calls an appointment off where it is still as it was read.
	 * @return the sheet; empty where it changed in between
	 */
	Mono<DaySheet> cancel(Appointment before, Appointment cancelled, AppliedKey applied, OutboxEvent event) {
		Criteria unchanged = Criteria.where("appointments")
			.elemMatch(Criteria.where("appointmentId")
				.is(before.appointmentId())
				.and("version")
				.is(before.version())
				.and("status")
				.is(AppointmentStatus.BOOKED.name()));
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
		Criteria free = Criteria.where("_id")
			.is(id.value())
			.and("appointments")
			.not()
			.elemMatch(
					overlap(hold.blockedFrom(), hold.blockedUntil()).and("status").is(AppointmentStatus.BOOKED.name()))
			.and("holds")
			.not()
			.elemMatch(overlap(hold.blockedFrom(), hold.blockedUntil()).and("patientId")
				.ne(hold.patientId())
				.and("expiresAt")
				.gt(now))
			.and("closures")
			.not()
			.elemMatch(overlap(hold.blockedFrom(), hold.blockedUntil()));
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
	 * Makes sure that no attempt still under way can book an appointment any more.
	 * @return false where the appointment is booked
	 */
	Mono<Boolean> fence(SheetId id, String appointmentId, Collection<String> attempts, Instant now) {
		Query absent = Query
			.query(Criteria.where("_id").is(id.value()).and("appointments.appointmentId").ne(appointmentId));
		Object[] fences = attempts.stream()
			.map((attempt) -> StoredParts.of(this.mongo, new Fence(attempt, now)))
			.toArray();
		Update fence = new Update();
		fence.push("fences").slice(-FENCES).each(fences);
		return open(id).then(this.mongo.updateFirst(absent, fence, DaySheet.class))
			.map((result) -> result.getMatchedCount() == 1);
	}

	private static Criteria overlap(Instant from, Instant until) {
		return Criteria.where("blockedFrom").lt(until).and("blockedUntil").gt(from);
	}

}
