package io.medlinks.platform.deadletters;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.medlinks.platform.events.SetAsideRecord;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a record that was set aside; its body stays on the broker.
 *
 * @param id made from group, topic, partition and offset, so that a record set aside
 * twice is one letter
 * @param letter the record
 * @param at when it was set aside
 * @param state whether somebody has still to see to it
 * @param replays how often it was replayed
 * @param replayedAt when it was replayed last, or null
 * @param appliedKeys the replays it has seen
 */
@Document("deadLetters")
@CompoundIndex(def = "{'state': 1, 'at': -1, '_id': -1}")
@CompoundIndex(def = "{'at': -1, '_id': -1}")
@CompoundIndex(def = "{'state': 1, 'letter.group': 1}")
record DeadLetter(@Id String id, SetAsideRecord letter, Instant at, State state, long replays,
		@Nullable Instant replayedAt, @Nullable List<AppliedKey> appliedKeys) {

	List<AppliedKey> ring() {
		return (this.appliedKeys != null) ? this.appliedKeys : List.of();
	}

	/**
	 * Whether somebody has still to see to a dead letter.
	 */
	enum State {

		/** The group has not taken it. */
		WAITING,

		/** It was replayed, and the group took it. */
		REPLAYED;

		/** The state's name outside of this service. */
		@JsonValue
		String code() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * The state behind a name.
		 * @param code the name outside of this service
		 * @throws Problem 400 where there is none
		 */
		static State of(String code) {
			return Arrays.stream(values())
				.filter((state) -> state.code().equals(code))
				.findFirst()
				.orElseThrow(() -> Problem.validation("state", "must be waiting or replayed"));
		}

	}

}
