package io.medlinks.ai.interview;

import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * What a patient answered to a question.
 *
 * @param questionId the question
 * @param skipped whether the patient left it open; then nothing else is known
 * @param text the patient's words, for a question that is answered in words
 * @param choices the options that were chosen, {@code yes}, {@code no} or
 * {@code not-sure} among them where they are the options
 * @param number 0 to 10, for a question that is answered by a number
 */
public record Answer(String questionId, boolean skipped, @Nullable PatientText text, List<String> choices,
		@Nullable Integer number) {

	/** The answer to a question of yes or no that the patient cannot tell. */
	static final String NOT_SURE = "not-sure";

	static final String YES = "yes";

	static final String NO = "no";

	public Answer {
		choices = List.copyOf(choices);
	}

	/** Whether nothing is known after it. */
	boolean isUnknown() {
		return this.skipped || this.choices.contains(NOT_SURE);
	}

	@Override
	public String toString() {
		return "Answer[" + this.questionId + "]";
	}

}
