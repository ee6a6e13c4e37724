package io.medlinks.ai.interview;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A question as it is put to a patient.
 *
 * @param id the question, the same in all languages and releases
 * @param kind how it is answered
 * @param text its words
 * @param options what can be chosen; empty where nothing is
 * @param low what 0 stands for; null unless it is answered by a number
 * @param high what 10 stands for; null unless it is answered by a number
 */
public record Question(String id, QuestionKind kind, String text, List<Option> options, @Nullable String low,
		@Nullable String high) {

	Question worded(String words) {
		return new Question(this.id, this.kind, words, this.options, this.low, this.high);
	}

	/**
	 * What can be chosen.
	 *
	 * @param id the option, the same in all languages and releases
	 * @param text its words
	 */
	public record Option(String id, String text) {

	}

}
