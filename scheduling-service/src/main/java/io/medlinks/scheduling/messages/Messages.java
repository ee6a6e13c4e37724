package io.medlinks.scheduling.messages;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What is to be told, was told and could not be told: a queue in this service's database.
 * Whoever takes a message has a lease, so that a crash loses nothing and no two instances
 * send the same.
 */
@Component
public class Messages {

	/** One of the two is told; the other's message is not written. */
	private static final CrashPoint WRITTEN = new CrashPoint("messages.written");

	private static final int BATCH = 100;

	private final ReactiveMongoTemplate mongo;

	private final MessageProperties properties;

	private final Clock clock;

	private final Sinks.Many<Instant> wakeUps = Sinks.many().multicast().directBestEffort();

	Messages(ReactiveMongoTemplate mongo, MessageProperties properties, Clock clock) {
		this.mongo = mongo;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Has both told of a change; told again, nothing changes. Of an appointment that is
	 * over there is nothing to tell.
	 * @param change the appointment as it was published
	 * @param at when it was published
	 * @return completes when the messages cannot be lost any more
	 */
	public Mono<Void> tell(ChangedAppointment change, Instant at) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			if (!now.isBefore(change.end())) {
				return Mono.empty();
			}
			return WRITTEN.ended(write(Message.waiting(change, Recipient.PATIENT, at, now)))
				.then(Mono.defer(() -> write(Message.waiting(change, Recipient.DOCTOR, at, now))))
				.doOnSuccess((_) -> wakeUp());
		});
	}

	private Mono<Void> write(Message message) {
		return this.mongo.insert(message).then().onErrorResume(DuplicateKeyException.class, (_) -> Mono.empty());
	}

	/**
	 * Messages by the time of what they tell, the newest first.
	 * @param state only those in this state; null for all
	 * @param page which page
	 */
	public Mono<Page<MessageView>> page(@Nullable MessageState state, PageRequest page) {
		return Mono.defer(() -> {
			Cursor cursor = page.cursor();
			Criteria filter = (state != null) ? Criteria.where("state").is(state.name()) : new Criteria();
			Query query = Query.query((cursor != null) ? new Criteria().andOperator(filter, behind(cursor)) : filter)
				.with(Sort.by(Sort.Direction.DESC, "at", "_id"))
				.limit(page.limit() + 1);
			return this.mongo.find(query, Message.class)
				.collectList()
				.map((found) -> Page.of(found, page, (message) -> Cursor.after(message.at(), message.id())))
				.map((messages) -> messages.map(MessageView::of));
		});
	}

	private static Criteria behind(Cursor cursor) {
		Instant at = cursor.instant(0);
		return new Criteria().orOperator(Criteria.where("at").lt(at),
				Criteria.where("at").is(at).and("_id").lt(cursor.text(1)));
	}

	/** Says when there may be something to send. */
	Flux<Instant> wakeUps() {
		return this.wakeUps.asFlux();
	}

	/** The messages that may be tried now. */
	Flux<String> due() {
		return Flux.defer(() -> {
			Instant now = this.clock.instant();
			Query due = Query.query(Criteria.where("dueAt").lte(now).and("leaseUntil").lte(now))
				.with(Sort.by("dueAt"))
				.limit(BATCH);
			return this.mongo.find(due, Message.class).map(Message::id);
		});
	}

	/** Takes a message; empty where somebody else has it or it is settled. */
	Mono<Message> take(String id) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			Query free = Query.query(Criteria.where("_id").is(id).and("dueAt").lte(now).and("leaseUntil").lte(now));
			Update lease = new Update().set("leaseId", UUID.randomUUID().toString())
				.set("leaseUntil", now.plus(this.properties.lease()));
			return this.mongo.findAndModify(free, lease, FindAndModifyOptions.options().returnNew(true), Message.class);
		});
	}

	/**
	 * Whether there is nothing left to tell: a later version is to be told, or the
	 * appointment is over.
	 */
	Mono<Boolean> isOvertaken(Message message) {
		return message.end().isAfter(this.clock.instant())
				? others(message).any((other) -> other.appointmentVersion() > message.appointmentVersion())
				: Mono.just(true);
	}

	/** Whether an earlier version is being told just now, which must arrive first. */
	Mono<Boolean> mustWait(Message message) {
		return others(message).any((other) -> other.appointmentVersion() < message.appointmentVersion()
				&& other.state() == MessageState.WAITING && other.isHeld(this.clock.instant()));
	}

	/** What the same one is told of other versions. */
	private Flux<Message> others(Message message) {
		return this.mongo.find(Query.query(Criteria.where("appointmentId").is(message.appointmentId())), Message.class)
			.filter((other) -> other.recipient() == message.recipient());
	}

	/** Ends a message. */
	Mono<Void> settle(Message message, MessageState state) {
		return change(message,
				new Update().set("state", state.name()).set("settledAt", this.clock.instant()).unset("dueAt"));
	}

	/** Lets a message be taken again, as if nobody had. */
	Mono<Void> putBack(Message message) {
		return change(message, new Update());
	}

	/**
	 * Keeps what stood in the way, and has the message tried again later unless that is
	 * of no use or it was tried long enough.
	 */
	Mono<Void> failed(Message message, Obstacle obstacle) {
		Instant now = this.clock.instant();
		Instant since = (message.failingSince() != null) ? message.failingSince() : now;
		Instant next = now.plus(this.properties.backoff(message.attempts()));
		Update failure = new Update().inc("attempts", 1).set("failingSince", since).set("obstacle", obstacle.name());
		boolean last = obstacle.isFinal() || next.isAfter(since.plus(this.properties.giveUpAfter()));
		return change(message, last
				? failure.set("state", MessageState.FAILED.name()).set("settledAt", this.clock.instant()).unset("dueAt")
				: failure.set("dueAt", next));
	}

	private Mono<Void> change(Message message, Update change) {
		Query held = Query.query(Criteria.where("_id").is(message.id()).and("leaseId").is(message.leaseId()));
		return this.mongo.updateFirst(held, change.set("leaseUntil", Instant.EPOCH).unset("leaseId"), Message.class)
			.then();
	}

	private void wakeUp() {
		synchronized (this.wakeUps) {
			this.wakeUps.tryEmitNext(this.clock.instant());
		}
	}

}
