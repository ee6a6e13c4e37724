package io.medlinks.ai.interview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medlinks.ai.interview.Complaint.Asking;
import io.medlinks.ai.interview.Complaint.Choice;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.RatedEntry;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;

/**
 * What a patient has told in an interview so far: in sentences, and as symptoms that are
 * there, are not there, or were not asked. It adds nothing of its own.
 */
final class Telling {

	/** The question after what the patient wants to ask. */
	private static final String CONCERN = "concern";

	/** The number that says how bad the complaint is. */
	private static final String SEVERITY = "severity";

	private static final int MOST_SYMPTOMS = 20;

	private final QuestionTrees trees;

	private final Interview interview;

	private final Complaint complaint;

	private final List<Asking> path;

	private final Map<String, Answer> answers;

	private final List<String> affirmed = new ArrayList<>();

	private final List<String> denied = new ArrayList<>();

	private final List<String> unknown = new ArrayList<>();

	private final List<String> asks = new ArrayList<>();

	private final Map<String, ReportedSymptom> symptoms = new LinkedHashMap<>();

	private final List<FiredRule> flags = new ArrayList<>();

	Telling(QuestionTrees trees, Interview interview) {
		this.trees = trees;
		this.interview = interview;
		this.complaint = trees.complaint(interview.complaint());
		this.answers = interview.answers()
			.stream()
			.collect(Collectors.toMap(Answer::questionId, Function.identity(), (_, later) -> later));
		this.path = this.complaint.path(this.answers, interview.facts());
		Answer severity = this.answers.get(SEVERITY);
		this.complaint.symptoms()
			.forEach((code) -> this.symptoms.put(code,
					new ReportedSymptom(code, (severity != null) ? severity.number() : null)));
		this.path.forEach((question) -> {
			Answer answer = this.answers.get(question.id());
			if (answer != null) {
				add(question, answer);
			}
		});
	}

	private void add(Asking question, Answer answer) {
		String language = this.interview.language();
		String label = question.label().in(language);
		if (answer.isUnknown()) {
			this.unknown.add(label);
			return;
		}
		switch (question.kind()) {
			case TEXT -> (question.id().equals(CONCERN) ? this.asks : this.affirmed)
				.add(label + ": " + Objects.requireNonNull(answer.text()).value().strip());
			case NUMBER -> this.affirmed.add(label + ": "
					+ this.trees.word("of", language).replace("{number}", String.valueOf(answer.number())));
			case ONE, SEVERAL, YES_NO -> question.choices().forEach((choice) -> add(question, choice, answer));
		}
	}

	private void add(Asking question, Choice choice, Answer answer) {
		String language = this.interview.language();
		boolean chosen = answer.choices().contains(choice.id());
		if (chosen) {
			this.affirmed.add(choice.affirmed(question.label(), language));
			FiredRule flag = choice.redFlag();
			if (flag != null) {
				this.flags.add(flag);
			}
		}
		else if (choice.denies() != null) {
			this.denied.add(choice.denied(language));
		}
		String code = choice.symptom();
		if (code != null && (chosen || question.kind() != QuestionKind.ONE)) {
			this.symptoms.putIfAbsent(code, new ReportedSymptom(code, chosen ? null : Integer.valueOf(0)));
		}
	}

	/** The questions that are asked as things stand. */
	List<Asking> path() {
		return this.path;
	}

	/** The first question without an answer; empty where all was asked. */
	Optional<Asking> next() {
		return this.path.stream().filter((question) -> !this.answers.containsKey(question.id())).findFirst();
	}

	/** How many questions have an answer. */
	int answered() {
		return (int) this.path.stream().filter((question) -> this.answers.containsKey(question.id())).count();
	}

	/** What was found out about symptoms, 0 for those that are not there. */
	List<ReportedSymptom> symptoms() {
		return this.symptoms.values().stream().limit(MOST_SYMPTOMS).toList();
	}

	/**
	 * How urgent it is by the urgency rules and by the red flags among the answers.
	 */
	Urgency urgency(UrgencyRules rules) {
		return urgency(rules, new PatientText(this.interview.opening().value() + "\n" + String.join("\n", this.affirmed)
				+ "\n" + String.join("\n", this.asks)))
			.withEmergencies(this.flags);
	}

	/**
	 * How urgent it is by the urgency rules where it is told in other words.
	 */
	Urgency urgency(UrgencyRules rules, PatientText words) {
		return rules.assess(new RatedEntry(words, this.interview.happenedAt().toInstant(), symptoms()), List.of(),
				this.interview.facts());
	}

	/**
	 * All of it as a text that the patient can change, in the language of the interview.
	 */
	Draft draft(UrgencyRules rules, String engine) {
		UrgencyLevel level = urgency(rules).level();
		return new Draft(text(), engine, level, this.trees.nextSteps(level, this.complaint, this.interview.language()));
	}

	PatientText text() {
		String language = this.interview.language();
		List<String> lines = new ArrayList<>();
		lines.add(this.interview.opening().value().strip());
		if (!this.complaint.code().equals(QuestionTrees.GENERAL)) {
			lines.add(sentence(this.trees.word("reason", language) + ": " + this.complaint.name().in(language)));
		}
		this.affirmed.forEach((line) -> lines.add(sentence(line)));
		if (!this.denied.isEmpty()) {
			lines.add(this.denied.stream().map(Telling::sentence).collect(Collectors.joining(" ")));
		}
		if (!this.unknown.isEmpty()) {
			lines.add(sentence(this.trees.word("unknown", language) + ": "
					+ String.join(this.trees.word("comma", language) + " ", this.unknown)));
		}
		this.asks.forEach((line) -> lines.add(sentence(line)));
		return new PatientText(String.join("\n", lines));
	}

	private static String sentence(String words) {
		return words.matches("(?s).*[.!?؟…]\\s*") ? words : words + ".";
	}

}
