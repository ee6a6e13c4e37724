package io.medlinks.ai.interview.web;

import java.util.List;

import io.medlinks.ai.interview.Answer;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An answer, in the form that the question's kind wants, or that it is left open.
 *
 * @param questionId the question that is answered
 * @param skipped whether it is left open; null for no
 * @param text the patient's words, at most 1,000 characters; null for none
 * @param choices the options that were chosen; null for none
 * @param number 0 to 10; null for none
 */
record AnswerRequest(
		@NotBlank(message = "is required") @Size(max = 100,
				message = "must be a question of the interview") String questionId,
		@Nullable Boolean skipped,
		@Size(max = 1_000, message = "must have at most 1,000 characters") @Nullable PatientText text,
		@Size(max = 20,
				message = "must be at most 20") @Nullable List<@NotNull(message = "must not be null") @Size(max = 100,
						message = "must be an option of the question") String> choices,
		@Min(value = 0, message = "must be from 0 to 10") @Max(value = 10,
				message = "must be from 0 to 10") @Nullable Integer number) {

	Answer answer() {
		return new Answer(this.questionId, Boolean.TRUE.equals(this.skipped), this.text,
				(this.choices != null) ? this.choices : List.of(), this.number);
	}

}
