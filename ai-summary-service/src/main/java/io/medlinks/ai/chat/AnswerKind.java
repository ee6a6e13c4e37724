package io.medlinks.ai.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What kind of answer it is.
 */
public enum AnswerKind {

	/** Passages and entries that fit the question. */
	@JsonProperty("answer")
	ANSWER(List.of(NextStep.LOG_ENTRY, NextStep.INTERVIEW, NextStep.BOOK)),

	/** Nothing that is known fits the question. */
	@JsonProperty("abstained")
	ABSTAINED(List.of(NextStep.LOG_ENTRY, NextStep.INTERVIEW, NextStep.BOOK)),

	/** The question was for a dose, which MedLinks never names. */
	@JsonProperty("dose")
	DOSE(List.of(NextStep.LOG_ENTRY, NextStep.BOOK)),

	/** What to do now, in the place of an answer. */
	@JsonProperty("emergency")
	EMERGENCY(List.of());

	private final List<NextStep> nextSteps;

	AnswerKind(List<NextStep> nextSteps) {
		this.nextSteps = nextSteps;
	}

	/** What the patient can do next in MedLinks. */
	public List<NextStep> nextSteps() {
		return this.nextSteps;
	}

}
