package io.medlinks.ai.chat.web;

import java.time.Instant;

import io.medlinks.ai.chat.ChatThread;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A conversation.
 *
 * @param id its id
 * @param createdAt when it was begun
 * @param lastAskedAt when something was asked last
 * @param opening the first question's first words; null before anything was asked
 */
record ThreadResponse(String id, Instant createdAt, Instant lastAskedAt, @Nullable PatientText opening) {

	static ThreadResponse of(ChatThread thread) {
		return new ThreadResponse(thread.id(), thread.createdAt(), thread.lastAskedAt(), thread.opening());
	}

}
