package io.medlinks.platform.deadletters;

import java.util.Map;

import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.EventGroups;
import io.medlinks.platform.events.NotTakenException;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.FailureTrace;
import io.medlinks.platform.problem.Problem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Has a dead letter taken again by its group, beside what the group reads: nobody waits
 * for it. The record stays on the broker and the letter waits until the group has taken
 * it, so nothing is lost wherever this ends; whatever is done twice changes nothing the
 * second time, as with every fact.
 */
final class DeadLetterReplay {

	private static final Logger log = LoggerFactory.getLogger(DeadLetterReplay.class);

	/** The group has taken the record; the letter is still said to wait. */
	private static final CrashPoint REPLAYED = new CrashPoint("deadletter.replayed");

	private final DeadLetters letters;

	private final EventGroups groups;

	private final RecordReader records;

	DeadLetterReplay(DeadLetters letters, EventGroups groups, RecordReader records) {
		this.letters = letters;
		this.groups = groups;
		this.records = records;
	}

	/**
	 * Replays a letter; one that was taken, or a repeated request, changes nothing.
	 * @param id the letter
	 * @param key the request's key
	 * @return the letter, replayed or waiting with one more failure
	 */
	Mono<DeadLetter> replay(String id, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, Map.of());
		return this.letters.letter(id)
			.flatMap((letter) -> (letter.state() == DeadLetterState.REPLAYED || applied.repeatedIn(letter.ring()))
					? Mono.just(letter) : replayed(letter, applied));
	}

	private Mono<DeadLetter> replayed(DeadLetter letter, AppliedKey applied) {
		if (!this.groups.names().contains(letter.message().group())) {
			return Mono.error(Problem.conflict("group-gone", "Nobody takes this record any more",
					"The part of the service that read it does not exist any more. There is nothing to replay to."));
		}
		return this.records.at(letter.place())
			.onErrorMap((failure) -> unavailable(letter, failure))
			.switchIfEmpty(Mono.error(DeadLetterReplay::gone))
			.flatMap((message) -> REPLAYED.ended(taken(letter, message))
				.then(Mono.defer(() -> this.letters.taken(letter, applied)))
				.onErrorResume(NotTakenException.class,
						(failure) -> this.letters.refused(letter, failure.reason(), applied)));
	}

	private Mono<Void> taken(DeadLetter letter, ConsumerRecord<String, byte[]> message) {
		return this.groups.take(letter.message().group(), message)
			.onErrorMap((failure) -> !(failure instanceof NotTakenException),
					(failure) -> unavailable(letter, failure));
	}

	private static Problem unavailable(DeadLetter letter, Throwable failure) {
		log.warn("Dead letter {} could not be replayed now\n{}", letter.id(), FailureTrace.of(failure));
		return Problem.unavailable("A part that is needed for this does not answer. The record waits; try again.");
	}

	private static Problem gone() {
		return Problem.conflict("record-gone", "The record is gone",
				"The broker keeps this record no more. The owner of the data can publish its present state again.");
	}

}
