package io.medlinks.ai.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Questions and their answers as they are kept. Turns under way are the queue of work as
 * well: whoever takes one has a lease, so that a crash loses nothing and no two instances
 * say the same.
 */
@Component
class Turns {

	private static final int BATCH = 100;

	private static final String STATE = "state";

	private final ReactiveMongoTemplate mongo;

	private final ChatProperties properties;

	private final Clock clock;

	private final Sinks.Many<Instant> wakeUps = Sinks.many().multicast().directBestEffort();

	/** Ids of turns of which this instance knows more to say. */
	private final Sinks.Many<String> news = Sinks.many().multicast().directBestEffort();

	Turns(ReactiveMongoTemplate mongo, ChatProperties properties, Clock clock) {
		this.mongo = mongo;
		this.properties = properties;
		this.clock = clock;
	}

	Mono<Turn> find(String id) {
		return this.mongo.findById(id, Turn.class);
	}

	/** A turn of a thread; empty where it is not in it. */
	Mono<Turn> find(String threadId, String id) {
		return find(id).filter((turn) -> turn.threadId().equals(threadId));
	}

	/** The answer of a thread that is under way; empty where there is none. */
	Mono<Turn> underWay(String threadId) {
		return this.mongo.findOne(Query.query(Criteria.where("slot").is(threadId)), Turn.class);
	}

	/**
	 * Keeps a turn; an error {@code DuplicateKeyException} where another one is in its
	 * place.
	 */
	Mono<Turn> insert(Turn turn) {
		return this.mongo.insert(turn);
	}

	/** The newest turns of a thread, newest first. */
	Flux<Turn> newest(String threadId, int most) {
		return this.mongo.find(inThread(Criteria.where("threadId").is(threadId)).limit(most), Turn.class);
	}

	/** A page of a thread's turns, the newest first. */
	Mono<Page<Turn>> page(String threadId, PageRequest request) {
		Criteria wanted = Criteria.where("threadId").is(threadId);
		Cursor cursor = request.cursor();
		if (cursor != null) {
			Instant asked = cursor.instant(0);
			wanted = wanted.and("askedAt")
				.lte(asked)
				.orOperator(Criteria.where("askedAt").lt(asked), Criteria.where("_id").lt(cursor.text(1)));
		}
		return this.mongo.find(inThread(wanted).limit(request.limit() + 1), Turn.class)
			.collectList()
			.map((found) -> Page.of(found, request, (turn) -> Cursor.after(turn.askedAt(), turn.id())));
	}

	private static Query inThread(Criteria wanted) {
		return Query.query(wanted).with(Sort.by(Sort.Direction.DESC, "askedAt", "_id"));
	}

	/**
	 * A turn each time there may be more of it, until it is finished: at once where this
	 * instance speaks, and by a look now and then where another one does.
	 */
	Flux<Turn> watch(String id) {
		return Flux
			.merge(Flux.interval(Duration.ZERO, this.properties.watch()).onBackpressureDrop().map((_) -> id),
					this.news.asFlux().filter(id::equals))
			.onBackpressureLatest()
			.concatMap((_) -> find(id), 1)
			.takeUntil(Turn::isFinished);
	}

	/** Says when there may be something to answer. */
	Flux<Instant> wakeUps() {
		return this.wakeUps.asFlux();
	}

	/** The turns that may be worked on now. */
	Flux<String> due() {
		return Flux.defer(() -> this.mongo
			.find(Query.query(Criteria.where(STATE).is(TurnState.UNDER_WAY).and("dueAt").lte(this.clock.instant()))
				.limit(BATCH), Turn.class))
			.map(Turn::id);
	}

	/** Takes a turn; empty where somebody else has it or it is finished. */
	Mono<Turn> take(String id) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			Query free = Query
				.query(Criteria.where("_id").is(id).and(STATE).is(TurnState.UNDER_WAY).and("dueAt").lte(now));
			Update lease = new Update().set("leaseId", UUID.randomUUID().toString())
				.set("dueAt", now.plus(this.properties.lease()))
				.inc("attempts", 1);
			return this.mongo.findAndModify(free, lease, FindAndModifyOptions.options().returnNew(true), Turn.class);
		});
	}

	/**
	 * Says one sentence more.
	 * @return an error where somebody else has the turn meanwhile, or it was stopped
	 */
	Mono<Void> say(Turn turn, AnswerSentence sentence) {
		return change(turn, new Update().push("sentences", sentence));
	}

	/** Ends an answer. */
	Mono<Void> done(Turn turn, AnswerKind kind, List<FiredRule> rules) {
		return change(turn, end(turn, TurnState.DONE).set("kind", kind).set("rules", rules));
	}

	/** Ends an answer that could not be put together. */
	Mono<Void> givenUp(Turn turn) {
		return change(turn, end(turn, TurnState.FAILED));
	}

	/** Frees a turn to be tried again later. */
	Mono<Void> failed(Turn turn) {
		Instant again = this.clock.instant().plus(this.properties.backoff(turn.attempts()));
		return change(turn, new Update().unset("leaseId").set("dueAt", again));
	}

	/**
	 * Ends an answer because the patient has heard enough; nothing where it has ended.
	 */
	Mono<Void> stop(Turn turn) {
		Query underWay = Query.query(Criteria.where("_id").is(turn.id()).and(STATE).is(TurnState.UNDER_WAY));
		return this.mongo.updateFirst(underWay, end(turn, TurnState.STOPPED), Turn.class)
			.doOnNext((_) -> tell(turn.id()))
			.then();
	}

	private Update end(Turn turn, TurnState state) {
		return new Update().set(STATE, state)
			.set("slot", turn.id())
			.set("finishedAt", this.clock.instant())
			.unset("leaseId");
	}

	private Mono<Void> change(Turn turn, Update update) {
		Query held = Query.query(Criteria.where("_id").is(turn.id()).and("leaseId").is(turn.leaseId()));
		return this.mongo.updateFirst(held, update, Turn.class).flatMap((result) -> {
			if (result.getModifiedCount() == 0) {
				return Mono.error(new LostTurnException());
			}
			tell(turn.id());
			return Mono.empty();
		});
	}

	private void tell(String id) {
		synchronized (this.news) {
			this.news.tryEmitNext(id);
		}
	}

	/** Has what waits looked at now. */
	void wakeUp() {
		synchronized (this.wakeUps) {
			this.wakeUps.tryEmitNext(this.clock.instant());
		}
	}

	/**
	 * Somebody else has the turn meanwhile, or it was stopped.
	 */
	static final class LostTurnException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		LostTurnException() {
			super("lost", null, false, false);
		}

	}

}
