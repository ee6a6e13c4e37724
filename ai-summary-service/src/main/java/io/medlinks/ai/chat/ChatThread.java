package io.medlinks.ai.chat;

import java.time.Instant;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One conversation of one patient.
 *
 * @param id a random id
 * @param patientId whose it is
 * @param creation the token of the idempotency key it was begun with
 * @param createdAt when it was begun
 * @param lastAskedAt when something was asked last; when it was begun until then
 * @param opening the first question's first words, or null
 */
@Document("chatThreads")
@CompoundIndex(name = "patient_asked", def = "{'patientId': 1, 'lastAskedAt': -1, '_id': -1}")
public record ChatThread(@Id String id, String patientId, @Indexed(unique = true) String creation, Instant createdAt,
		Instant lastAskedAt, @Nullable PatientText opening) {

	@Override
	public String toString() {
		return "ChatThread[" + this.id + "]";
	}

}
