package io.medlinks.ai.urgency;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One entry under the rules.
 */
final class Evaluation {

	private final UrgencyRules rules;

	private final RatedEntry entry;

	private final List<? extends SymptomReport> history;

	private final PatientFacts facts;

	private final List<String> words;

	private final Starts starts;

	private final Set<Integer> denied;

	private final Map<String, Heard> heard = new HashMap<>();

	Evaluation(UrgencyRules rules, RatedEntry entry, List<? extends SymptomReport> history, PatientFacts facts) {
		this.rules = rules;
		this.entry = entry;
		this.history = history;
		this.facts = facts;
		this.words = Words.of(entry.text().value());
		this.starts = new Starts(this.words);
		this.denied = rules.language().deniedStarts(this.words);
	}

	RatedEntry entry() {
		return this.entry;
	}

	PatientFacts facts() {
		return this.facts;
	}

	boolean isConcept(String name) {
		return this.rules.concept(name).holds(this);
	}

	boolean says(String group) {
		return heard(group) == Heard.SAID;
	}

	boolean says(List<Phrase> phrases) {
		return heard(phrases) == Heard.SAID;
	}

	/**
	 * Whether the text denies a phrase of a group, and says none.
	 */
	boolean denies(String group) {
		return heard(group) == Heard.DENIED;
	}

	private Heard heard(String group) {
		return this.heard.computeIfAbsent(group, (name) -> heard(this.rules.phrases(name)));
	}

	private Heard heard(List<Phrase> phrases) {
		Heard heard = Heard.NOTHING;
		for (Phrase phrase : phrases) {
			for (int start : this.starts.of(phrase)) {
				int end = phrase.matchAt(this.words, start, this.rules.language());
				if (end >= 0 && !isDenied(start, end)) {
					return Heard.SAID;
				}
				heard = (end >= 0) ? Heard.DENIED : heard;
			}
		}
		return heard;
	}

	private boolean isDenied(int start, int end) {
		Language language = this.rules.language();
		return (this.denied.contains(start) && !language.isCompared(this.words, end))
				|| language.isTakenBack(this.words, end);
	}

	/**
	 * The symptoms of earlier entries by how long they lie back.
	 */
	Stream<ReportedSymptom> earlier(Duration atLeast, Duration within) {
		Instant newest = this.entry.at().minus(atLeast);
		Instant oldest = this.entry.at().minus(within);
		return this.history.stream()
			.filter((before) -> !before.at().isBefore(oldest) && !before.at().isAfter(newest))
			.flatMap((before) -> before.symptoms().stream());
	}

	/**
	 * What a text does with the phrases of a group; one that says some and denies others
	 * says them.
	 */
	private enum Heard {

		NOTHING, DENIED, SAID

	}

}
