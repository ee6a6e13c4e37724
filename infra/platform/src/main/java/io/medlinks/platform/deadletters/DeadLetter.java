package io.medlinks.platform.deadletters;

import java.time.Instant;
import java.util.List;

import io.medlinks.platform.events.SetAsideRecord;
import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a record that was set aside; its body stays on the broker.
 *
 * @param id made from the group and the record's place and time, so that a record set
 * aside twice is one letter
 * @param message the record
 * @param place where the record lies until it is replayed
 * @param at when it was set aside
 * @param state whether somebody has still to see to it
 * @param replays how often it was replayed
 * @param replayedAt when it was replayed last, or null
 * @param appliedKeys the replays it has seen
 */
@Document("deadLetters")
@CompoundIndex(def = "{'state': 1, 'at': -1, '_id': -1}")
@CompoundIndex(def = "{'at': -1, '_id': -1}")
@CompoundIndex(def = "{'state': 1, 'message.group': 1}")
record DeadLetter(@Id String id, SetAsideRecord message, SetAsideRecord.Place place, Instant at, DeadLetterState state,
		long replays, @Nullable Instant replayedAt, @Nullable List<AppliedKey> appliedKeys) {

	List<AppliedKey> ring() {
		return (this.appliedKeys != null) ? this.appliedKeys : List.of();
	}

}
