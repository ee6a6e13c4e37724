package io.medlinks.platform.deadletters;

import java.time.Instant;

import io.medlinks.platform.events.SetAsideRecord;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Operators see which records were set aside, without what they say, and replay them.
 */
@RestController
@RequestMapping(OperatorDeadLettersController.PATH)
class OperatorDeadLettersController {

	/** Operators call {@code patient-service} patient. */
	static final String PATH = "/api/operator/#{'${spring.application.name}'.replace('-service', '')}/dead-letters";

	private final DeadLetters letters;

	private final DeadLetterReplay replay;

	OperatorDeadLettersController(DeadLetters letters, DeadLetterReplay replay) {
		this.letters = letters;
		this.replay = replay;
	}

	@Operation(summary = "List the records that were set aside, the newest first; never what they say")
	@GetMapping
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Page<DeadLetterView>> letters(@RequestParam(required = false) @Nullable String state, PageRequest page) {
		return this.letters.page((state != null) ? DeadLetterState.of(state) : null, page)
			.map((found) -> found.map(DeadLetterView::of));
	}

	@Operation(summary = "Have a record taken again by the group that could not; it still waits where it fails again")
	@PostMapping("/{id}/replay")
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<DeadLetterView> replay(@PathVariable String id, IdempotencyKey key) {
		return this.replay.replay(id, key).map(DeadLetterView::of);
	}

	/**
	 * A record that was set aside, as operators see it.
	 *
	 * @param id the letter's id
	 * @param group the consumer group that could not take it
	 * @param topic the topic it came on
	 * @param partition the topic's partition
	 * @param offset the record's place in the partition
	 * @param key the record's key: a patient's or doctor's id; null where it has none
	 * @param eventId the event's id; null where it has none
	 * @param eventType the event's type; null where it has none
	 * @param reason the last failure's type
	 * @param at when it was set aside
	 * @param state whether somebody has still to see to it
	 * @param replays how often it was replayed
	 * @param replayedAt when it was replayed last; null where it never was
	 */
	record DeadLetterView(String id, String group, String topic, int partition, long offset, @Nullable String key,
			@Nullable String eventId, @Nullable String eventType, String reason, Instant at, DeadLetterState state,
			long replays, @Nullable Instant replayedAt) {

		static DeadLetterView of(DeadLetter letter) {
			SetAsideRecord message = letter.message();
			return new DeadLetterView(letter.id(), message.group(), message.topic(), message.partition(),
					message.offset(), message.key(), message.eventId(), message.eventType(), message.reason(),
					letter.at(), letter.state(), letter.replays(), letter.replayedAt());
		}

	}

}
