package io.medlinks.ai.chat.web;

import java.time.Instant;
import java.util.List;

import io.medlinks.ai.chat.AnswerKind;
import io.medlinks.ai.chat.AnswerSentence;
import io.medlinks.ai.chat.ChatLanguage;
import io.medlinks.ai.chat.NextStep;
import io.medlinks.ai.chat.Turn;
import io.medlinks.ai.chat.TurnState;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A question and its answer as far as it is.
 *
 * @param id the question
 * @param askedAt when it was asked
 * @param language in which it is answered
 * @param text the patient's words
 * @param answer the answer
 */
record MessageResponse(String id, Instant askedAt, ChatLanguage language, PatientText text, Answer answer) {

	static MessageResponse of(Turn turn) {
		return new MessageResponse(turn.id(), turn.askedAt(), turn.language(), turn.question(), new Answer(turn.state(),
				turn.kind(), turn.rules(), turn.sentences(), turn.nextSteps(), turn.finishedAt()));
	}

	/**
	 * An answer.
	 *
	 * @param state how far it is
	 * @param kind what kind of answer it is; null until that is known
	 * @param rules the urgency rules that fired
	 * @param sentences what was said so far
	 * @param nextSteps what the patient can do next
	 * @param finishedAt when it ended; null while it is under way
	 */
	record Answer(TurnState state, @Nullable AnswerKind kind, List<FiredRule> rules, List<AnswerSentence> sentences,
			List<NextStep> nextSteps, @Nullable Instant finishedAt) {

	}

}
