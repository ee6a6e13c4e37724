package io.medlinks.ai.chat;

import java.time.Instant;
import java.util.List;

import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A question and its answer, in one document: what is said is written before it is shown,
 * so a lost connection or a crash loses nothing.
 *
 * @param id made from the idempotency key of the question
 * @param threadId the thread
 * @param patientId whose it is
 * @param slot the thread while the answer is under way, its own id afterwards; unique, so
 * that a thread has one answer under way at the most
 * @param askedAt when
 * @param language in which the patient is spoken to
 * @param question the patient's words
 * @param fingerprint tells another body under the same key apart
 * @param state how far the answer is
 * @param dueAt while it is under way, when it may be worked on
 * @param leaseId whoever works on it, or null
 * @param attempts how often it was begun
 * @param kind what kind of answer it is; null until that is known
 * @param rules the urgency rules that fired
 * @param sentences what was said so far
 * @param finishedAt when the answer ended, or null
 */
@Document("chatTurns")
@CompoundIndex(name = "thread_asked", def = "{'threadId': 1, 'askedAt': -1, '_id': -1}")
@CompoundIndex(name = "state_due", def = "{'state': 1, 'dueAt': 1}")
public record Turn(@Id String id, String threadId, String patientId, @Indexed(unique = true) String slot,
		Instant askedAt, ChatLanguage language, PatientText question, String fingerprint, TurnState state,
		Instant dueAt, @Nullable String leaseId, int attempts, @Nullable AnswerKind kind, List<FiredRule> rules,
		List<AnswerSentence> sentences, @Nullable Instant finishedAt) {

	/**
	 * A question that waits for its answer.
	 */
	static Turn asked(String id, ChatThread thread, ChatLanguage language, PatientText question, String fingerprint,
			Instant at) {
		return new Turn(id, thread.id(), thread.patientId(), thread.id(), at, language, question, fingerprint,
				TurnState.UNDER_WAY, at, null, 0, null, List.of(), List.of(), null);
	}

	/**
	 * A question that is answered at once, whatever else is under way, by what to do now.
	 */
	Turn answeredAtOnce(List<FiredRule> fired, List<AnswerSentence> said) {
		return new Turn(this.id, this.threadId, this.patientId, this.id, this.askedAt, this.language, this.question,
				this.fingerprint, TurnState.DONE, this.askedAt, null, 0, AnswerKind.EMERGENCY, fired, said,
				this.askedAt);
	}

	/** Whether nothing more will be said. */
	public boolean isFinished() {
		return this.state != TurnState.UNDER_WAY;
	}

	/** What the patient can do next; nothing while the answer is under way. */
	public List<NextStep> nextSteps() {
		return (this.kind != null && isFinished()) ? this.kind.nextSteps() : List.of();
	}

	@Override
	public String toString() {
		return "Turn[" + this.id + " " + this.state + "]";
	}

}
