package io.medlinks.ai.chat;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Mono;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The patients' conversations. Each method takes the patient first and reaches nobody
 * else's.
 */
@Component
class ChatThreads {

	private static final int LONGEST_OPENING = 120;

	private final ReactiveMongoTemplate mongo;

	private final Clock clock;

	ChatThreads(ReactiveMongoTemplate mongo, Clock clock) {
		this.mongo = mongo;
		this.clock = clock;
	}

	/** The thread that was begun under a key before; empty where there is none. */
	Mono<ChatThread> begunBefore(IdempotencyKey key) {
		return this.mongo.findOne(Query.query(Criteria.where("creation").is(key.token())), ChatThread.class);
	}

	Mono<ChatThread> begin(String patientId, IdempotencyKey key) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
			return this.mongo
				.insert(new ChatThread(UUID.randomUUID().toString(), patientId, key.token(), now, now, null));
		}).onErrorResume(DuplicateKeyException.class, (_) -> begunBefore(key));
	}

	/** A patient's own thread; an error 404 where it is none of theirs. */
	Mono<ChatThread> own(String patientId, String threadId) {
		return this.mongo.findById(threadId, ChatThread.class)
			.filter((thread) -> thread.patientId().equals(patientId))
			.switchIfEmpty(Mono.error(() -> Problem
				.notFound("You have no such conversation. Open the list of your conversations, or begin a new one.")));
	}

	/** Notes that something was asked; noting it again changes nothing. */
	Mono<Void> asked(Turn turn) {
		Query thread = Query.query(Criteria.where("_id").is(turn.threadId()));
		Query unnamed = Query.query(Criteria.where("_id").is(turn.threadId()).and("opening").is(null));
		return this.mongo.updateFirst(thread, new Update().max("lastAskedAt", turn.askedAt()), ChatThread.class)
			.then(this.mongo.updateFirst(unnamed,
					new Update().set("opening", new PatientText(turn.question().opening(LONGEST_OPENING))),
					ChatThread.class))
			.then();
	}

	/** A page of a patient's threads, the one that was asked last first. */
	Mono<Page<ChatThread>> page(String patientId, PageRequest request) {
		Criteria wanted = Criteria.where("patientId").is(patientId);
		Cursor cursor = request.cursor();
		if (cursor != null) {
			Instant last = cursor.instant(0);
			wanted = wanted.and("lastAskedAt")
				.lte(last)
				.orOperator(Criteria.where("lastAskedAt").lt(last), Criteria.where("_id").lt(cursor.text(1)));
		}
		Query query = Query.query(wanted)
			.with(Sort.by(Sort.Direction.DESC, "lastAskedAt", "_id"))
			.limit(request.limit() + 1);
		return this.mongo.find(query, ChatThread.class)
			.collectList()
			.map((found) -> Page.of(found, request, (thread) -> Cursor.after(thread.lastAskedAt(), thread.id())));
	}

}
