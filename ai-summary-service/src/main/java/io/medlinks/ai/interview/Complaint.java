package io.medlinks.ai.interview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * A complaint with its question tree.
 *
 * @param code its name, the same in all languages and releases
 * @param name what it is called within a sentence
 * @param symptoms the symptoms of the catalogue that it is, which take its severity
 * @param phrases the words by which it is found; null where nothing else was found
 * @param questions what is asked, in this order; some of them only after some answers
 * @param watch when to ask for help sooner
 */
record Complaint(String code, Localized name, List<String> symptoms, @Nullable Phrases phrases, List<Asking> questions,
		Localized watch) {

	/**
	 * The questions that are asked after these answers, and those that come before them.
	 * An answer to a question that is not asked any more decides nothing.
	 */
	List<Asking> path(Map<String, Answer> answers, PatientFacts facts) {
		List<Asking> path = new ArrayList<>();
		Map<String, Answer> counted = new LinkedHashMap<>();
		for (Asking question : this.questions) {
			if (question.isAsked(counted, facts)) {
				path.add(question);
				Answer answer = answers.get(question.id());
				if (answer != null) {
					counted.put(question.id(), answer);
				}
			}
		}
		return path;
	}

	/**
	 * A question of a tree.
	 *
	 * @param id the question
	 * @param kind how it is answered
	 * @param label what it is about, in words that say nothing of whether it is there
	 * @param text its words
	 * @param choices what can be chosen, {@code yes} alone where it is answered by yes or
	 * no
	 * @param low what 0 stands for
	 * @param high what 10 stands for
	 * @param when on which answer it depends; null for none
	 * @param unlessSex of whom it is not asked; null for nobody
	 */
	record Asking(String id, QuestionKind kind, Localized label, Localized text, List<Choice> choices,
			@Nullable Localized low, @Nullable Localized high, @Nullable When when, @Nullable String unlessSex) {

		boolean isAsked(Map<String, Answer> before, PatientFacts facts) {
			if (this.unlessSex != null && this.unlessSex.equals(facts.sex())) {
				return false;
			}
			if (this.when == null) {
				return true;
			}
			Answer answer = before.get(this.when.question());
			return answer != null && answer.choices().stream().anyMatch(this.when.is()::contains);
		}

		@Nullable Choice choice(String choiceId) {
			return this.choices.stream().filter((choice) -> choice.id().equals(choiceId)).findFirst().orElse(null);
		}

		Question in(String language, QuestionTrees trees) {
			List<Question.Option> options = (this.kind == QuestionKind.YES_NO) ? trees.yesNo(language)
					: this.choices.stream()
						.map((choice) -> new Question.Option(choice.id(), choice.text().in(language)))
						.toList();
			return new Question(this.id, this.kind, this.text.in(language), options,
					(this.low != null) ? this.low.in(language) : null,
					(this.high != null) ? this.high.in(language) : null);
		}

	}

	/**
	 * On which answer a question depends.
	 *
	 * @param question an earlier question
	 * @param is the choices of which one must have been made
	 */
	record When(String question, List<String> is) {

	}

	/**
	 * What can be chosen, and what it means.
	 *
	 * @param id the option
	 * @param text its words
	 * @param says how the text says that it is there; null for the question's label and
	 * the option's words
	 * @param denies how the text says that it is not there; null where that says nothing
	 * @param symptom the symptom of the catalogue that it is; null for none
	 * @param redFlag the rule about an emergency that it is; null for none
	 */
	record Choice(String id, Localized text, @Nullable Localized says, @Nullable Localized denies,
			@Nullable String symptom, @Nullable FiredRule redFlag) {

		String affirmed(Localized label, String language) {
			return (this.says != null) ? this.says.in(language) : label.in(language) + ": " + this.text.in(language);
		}

		String denied(String language) {
			return Objects.requireNonNull(this.denies).in(language);
		}

	}

}
