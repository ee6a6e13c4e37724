package io.medlinks.platform.deadletters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

import io.medlinks.platform.events.SetAsideRecord;
import io.medlinks.platform.events.SetAsideRecord.Place;
import io.medlinks.platform.events.SetAsideRecords;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Mono;

/**
 * The dead letters of this service's groups.
 */
final class DeadLetters implements SetAsideRecords {

	private final ReactiveMongoTemplate mongo;

	private final Clock clock;

	DeadLetters(ReactiveMongoTemplate mongo, Clock clock) {
		this.mongo = mongo;
		this.clock = clock;
	}

	@Override
	public Mono<Void> add(SetAsideRecord message, Mono<Place> copy) {
		String id = id(message);
		return this.mongo.findById(id, DeadLetter.class)
			.map(DeadLetter::place)
			.switchIfEmpty(copy)
			.flatMap((place) -> added(id, message, place));
	}

	private Mono<Void> added(String id, SetAsideRecord message, Place place) {
		Query byId = byId(id);
		Update waiting = new Update().set("message", message)
			.set("place", place)
			.set("state", DeadLetterState.WAITING)
			.set("at", this.clock.instant())
			.setOnInsert("replays", 0L);
		return this.mongo.upsert(byId, waiting, DeadLetter.class)
			.onErrorResume(DuplicateKeyException.class, (_) -> this.mongo.updateFirst(byId, waiting, DeadLetter.class))
			.then();
	}

	private static String id(SetAsideRecord message) {
		String text = String.join("\n", message.group(), message.topic(), Integer.toString(message.partition()),
				Long.toString(message.offset()), message.sentAt().toString());
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/** A page of the letters, or of those in one state, the newest first. */
	Mono<Page<DeadLetter>> page(@Nullable DeadLetterState state, PageRequest request) {
		return Mono.defer(() -> {
			Criteria wanted = (state != null) ? Criteria.where("state").is(state) : new Criteria();
			Cursor cursor = request.cursor();
			if (cursor != null) {
				Instant at = cursor.instant(0);
				wanted = wanted.and("at")
					.lte(at)
					.orOperator(Criteria.where("at").lt(at), Criteria.where("_id").lt(cursor.text(1)));
			}
			Query query = Query.query(wanted)
				.with(Sort.by(Sort.Direction.DESC, "at", "_id"))
				.limit(request.limit() + 1);
			return this.mongo.find(query, DeadLetter.class)
				.collectList()
				.map((found) -> Page.of(found, request, (letter) -> Cursor.after(letter.at(), letter.id())));
		});
	}

	/** A letter, or a problem 404. */
	Mono<DeadLetter> letter(String id) {
		return this.mongo.findById(id, DeadLetter.class)
			.switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such record.")));
	}

	/** How many letters of a group wait. */
	Mono<Long> waiting(String group) {
		return this.mongo.count(
				Query.query(Criteria.where("state").is(DeadLetterState.WAITING).and("message.group").is(group)),
				DeadLetter.class);
	}

	/** The group took the letter, whatever came of others' replays. */
	Mono<DeadLetter> taken(DeadLetter letter, AppliedKey applied) {
		return replayed(stillWaiting(letter), new Update().set("state", DeadLetterState.REPLAYED), letter, applied);
	}

	/**
	 * The group could not take the letter, again; of replays at the same time one counts.
	 */
	Mono<DeadLetter> refused(DeadLetter letter, String reason, AppliedKey applied) {
		return replayed(stillWaiting(letter).addCriteria(Criteria.where("replays").is(letter.replays())),
				new Update().set("message.reason", reason), letter, applied);
	}

	private static Query stillWaiting(DeadLetter letter) {
		return byId(letter.id()).addCriteria(Criteria.where("state").is(DeadLetterState.WAITING));
	}

	private Mono<DeadLetter> replayed(Query guard, Update outcome, DeadLetter letter, AppliedKey applied) {
		Update update = applied.markIn(outcome.inc("replays", 1L).set("replayedAt", this.clock.instant()));
		return this.mongo.findAndModify(guard, update, FindAndModifyOptions.options().returnNew(true), DeadLetter.class)
			.switchIfEmpty(Mono.defer(() -> letter(letter.id())));
	}

	private static Query byId(String id) {
		return Query.query(Criteria.where("_id").is(id));
	}

}
