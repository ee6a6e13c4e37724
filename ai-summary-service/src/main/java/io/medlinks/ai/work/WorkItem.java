package io.medlinks.ai.work;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One patient's waiting work; further requests join it.
 *
 * @param id the patient
 * @param wanted how often it was asked for since it was last done
 * @param attempts how often it failed in a row
 * @param dueAt when it may be tried
 * @param leaseUntil until when whoever took it has it
 * @param leaseId who has it, or null
 */
@Document("work")
record WorkItem(@Id String id, long wanted, int attempts, @Indexed Instant dueAt, Instant leaseUntil,
		@Nullable String leaseId) {

}
