package io.medlinks.ai.interview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.interview.Complaint.Asking;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;

/**
 * Interviews and answers to talk about.
 */
final class InterviewFixtures {

	static final UrgencyRules RULES = UrgencyRules.load();

	static final QuestionTrees TREES = QuestionTrees.load(RULES);

	static final Instant NOW = Instant.parse("2026-11-23T07:00:00Z");

	private InterviewFixtures() {
	}

	static Interview about(String complaint, String language, PatientFacts facts) {
		return Interview.started("interview-1", "patient-1", complaint, language, opening("..."), facts, "print", NOW);
	}

	static Interview about(String complaint) {
		return about(complaint, "en", PatientFacts.UNKNOWN);
	}

	static Opening opening(String text) {
		return new Opening(new PatientText(text), "en", OffsetDateTime.parse("2026-11-23T08:00:00+01:00"));
	}

	static Answer words(String questionId, String text) {
		return new Answer(questionId, false, new PatientText(text), List.of(), null);
	}

	static Answer number(String questionId, int number) {
		return new Answer(questionId, false, null, List.of(), number);
	}

	static Answer chosen(String questionId, String... choices) {
		return new Answer(questionId, false, null, List.of(choices), null);
	}

	static Answer skipped(String questionId) {
		return new Answer(questionId, true, null, List.of(), null);
	}

	/** The answer of somebody who is fairly well. */
	static Answer harmless(Asking question) {
		return switch (question.kind()) {
			case TEXT -> words(question.id(), "...");
			case NUMBER -> number(question.id(), 2);
			case SEVERAL -> chosen(question.id());
			case YES_NO -> chosen(question.id(), Answer.NO);
			case ONE -> chosen(question.id(),
					question.choices()
						.stream()
						.filter((choice) -> choice.redFlag() == null)
						.findFirst()
						.orElseThrow()
						.id());
		};
	}

}
