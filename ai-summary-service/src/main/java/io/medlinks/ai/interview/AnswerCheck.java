package io.medlinks.ai.interview;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.ai.interview.Complaint.Asking;
import io.medlinks.ai.interview.Complaint.Choice;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.problem.Problem.FieldProblem;

/**
 * Whether an answer is one to its question.
 */
final class AnswerCheck {

	private static final String CHOICES = "choices";

	private static final Set<String> YES_NO = Set.of(Answer.YES, Answer.NO, Answer.NOT_SURE);

	private AnswerCheck() {
	}

	/**
	 * Refuses what the question cannot be answered with.
	 * @throws Problem 400
	 */
	static void check(Asking question, Answer answer) {
		List<FieldProblem> problems = new ArrayList<>();
		boolean said = answer.text() != null && !answer.text().value().isBlank();
		if (answer.skipped()) {
			refuse(said || answer.number() != null || !answer.choices().isEmpty(), "skipped",
					"must not come with an answer", problems);
		}
		else {
			refuse(said != (question.kind() == QuestionKind.TEXT), "text",
					said ? "is no answer to this question" : "must say something", problems);
			refuse((answer.number() != null) != (question.kind() == QuestionKind.NUMBER), "number",
					(answer.number() != null) ? "is no answer to this question" : "must be from 0 to 10", problems);
			choices(question, answer, problems);
		}
		if (!problems.isEmpty()) {
			throw Problem.validation(problems);
		}
	}

	private static void choices(Asking question, Answer answer, List<FieldProblem> problems) {
		Set<String> offered = switch (question.kind()) {
			case TEXT, NUMBER -> Set.of();
			case YES_NO -> YES_NO;
			case ONE, SEVERAL -> question.choices().stream().map(Choice::id).collect(Collectors.toSet());
		};
		boolean one = question.kind() == QuestionKind.ONE || question.kind() == QuestionKind.YES_NO;
		refuse(!offered.containsAll(answer.choices()), CHOICES, "must be options of this question", problems);
		refuse(new HashSet<>(answer.choices()).size() != answer.choices().size(), CHOICES, "must not be named twice",
				problems);
		refuse(one && answer.choices().size() != 1, CHOICES, "must be exactly one option", problems);
	}

	private static void refuse(boolean wrong, String field, String message, List<FieldProblem> problems) {
		if (wrong && problems.stream().noneMatch((problem) -> problem.field().equals(field))) {
			problems.add(new FieldProblem(field, message));
		}
	}

}
