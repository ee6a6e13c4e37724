package io.medlinks.scheduling.messages;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message as operators see it: nobody's name, address or id, and nothing that it says.
 *
 * @param id the message's id: appointment, version and recipient
 * @param recipient whether the patient or the doctor is told
 * @param occasion what is told
 * @param at when it happened
 * @param state what became of the message
 * @param attempts how often it failed in a row
 * @param obstacle what stood in the way last; null for nothing
 * @param dueAt when it is tried next; null where it is settled
 * @param settledAt when it was sent or given up; null before that
 */
public record MessageView(String id, Recipient recipient, Occasion occasion, Instant at, MessageState state,
		int attempts, @Nullable Obstacle obstacle, @Nullable Instant dueAt, @Nullable Instant settledAt) {

	static MessageView of(Message message) {
		return new MessageView(message.id(), message.recipient(), message.occasion(), message.at(), message.state(),
				message.attempts(), message.obstacle(), message.dueAt(), message.settledAt());
	}

}
