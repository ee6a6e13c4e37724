package io.medlinks.ai.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.RatedEntry;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;

/**
 * Looks at what patients ask by the urgency rules of the diary. A red flag gets what to
 * do now instead of an answer, and no model is asked.
 */
final class RedFlags {

	/** How long what was asked before may still belong to it. */
	private static final Duration CONVERSATION = Duration.ofMinutes(30);

	private final UrgencyRules rules;

	private final Frames frames;

	RedFlags(UrgencyRules rules, Frames frames) {
		this.rules = rules;
		this.frames = frames;
	}

	/**
	 * The red flags in a question, also where it completes what was asked before ("My
	 * chest hurts" – "and I am sweating").
	 * @param question what is asked
	 * @param before the thread's newest turns
	 * @param profile what is known of the patient
	 * @param now the time of the question
	 * @return the rules that fired; empty where it is no emergency
	 */
	List<FiredRule> in(PatientText question, List<Turn> before, Optional<PatientProfile> profile, Instant now) {
		Urgency alone = assess(question, profile, now);
		if (alone.level() == UrgencyLevel.EMERGENCY) {
			return alone.rules();
		}
		String conversation = Stream
			.concat(before.reversed()
				.stream()
				.filter((turn) -> turn.kind() != AnswerKind.EMERGENCY
						&& turn.askedAt().isAfter(now.minus(CONVERSATION)))
				.map(Turn::question), Stream.of(question))
			.map(PatientText::value)
			.collect(Collectors.joining(".\n"));
		return emergencies(assess(new PatientText(conversation), profile, now));
	}

	/** The red flags in entries of the patient's diary. */
	List<FiredRule> in(List<DiaryEntry> entries, Optional<PatientProfile> profile, Instant now) {
		return entries.stream()
			.flatMap((entry) -> emergencies(this.rules.assess(entry.rated(), List.of(), facts(profile, now))).stream())
			.distinct()
			.toList();
	}

	Urgency assess(PatientText question, Optional<PatientProfile> profile, Instant now) {
		return this.rules.assess(new RatedEntry(question, now, List.of()), List.of(), facts(profile, now));
	}

	/** What to do now. */
	List<AnswerSentence> whatToDo(ChatLanguage language, List<FiredRule> fired) {
		List<AnswerSentence> sentences = new ArrayList<>();
		sentences.add(AnswerSentence.frame(this.frames.of(language, "emergency")));
		fired.forEach((rule) -> sentences.add(advice(rule)));
		sentences.add(AnswerSentence.frame(this.frames.of(language, "nobodyWatches")));
		return sentences;
	}

	static AnswerSentence advice(FiredRule rule) {
		return new AnswerSentence("rules", SentenceKind.ADVICE, new PatientText(rule.advice()),
				List.of(Citation.of(rule)));
	}

	private static List<FiredRule> emergencies(Urgency urgency) {
		return (urgency.level() == UrgencyLevel.EMERGENCY) ? urgency.rules() : List.of();
	}

	private static PatientFacts facts(Optional<PatientProfile> profile, Instant now) {
		return profile.map((known) -> known.facts(now)).orElse(PatientFacts.UNKNOWN);
	}

}
