package io.medlinks.ai.chat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medlinks.ai.knowledge.FoundPassage;
import io.medlinks.ai.knowledge.Terms;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.RatedEntry;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;

/**
 * Looks at each sentence before it is shown. What does not hold is never said, so nothing
 * has to be taken back.
 */
final class AnswerCheck {

	private static final int LONGEST = 600;

	/** The share of a sentence's terms that must stand in what it cites. */
	private static final double LEAST_SUPPORT = 0.5;

	private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");

	private static final Pattern MARKUP = Pattern.compile("(?i)https?:|www\\.|<[a-z/!]|\\]\\(|`|\\*\\*|^#");

	private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

	private static final List<Pattern> CLAIMS = List.of(Pattern.compile(
			"(?<!(?:if|when|unless|whether|once|while|case|do) )\\byou(?:'ve| have| probably have| likely have| may have| might have| could have| seem to have| are having| are suffering from| must have| definitely have) (?:got |an? |the )?\\p{L}+",
			FLAGS), Pattern.compile("\\b(?:it|this|that) (?:sounds|looks) like\\b", FLAGS),
			Pattern.compile(
					"\\b(?:it|this|that) is (?:probably|likely|most likely|certainly|definitely|clearly|just|only|an?)\\b",
					FLAGS),
			Pattern.compile("\\byour (?:diagnosis|condition|disease|illness) is\\b", FLAGS),
			Pattern.compile("\\bi (?:diagnose|think you|believe you|am sure)\\b", FLAGS));

	private static final List<Pattern> MINIMISING = List.of(
			Pattern.compile("\\b(?:no|not any|without) (?:need|reason) (?:to|for)\\b", FLAGS),
			Pattern.compile("\\b(?:nothing|not) to worry\\b|\\bdon'?t worry\\b|\\bno cause for concern\\b", FLAGS),
			Pattern.compile(
					"\\b(?:do not|don't|never|no need to|need not|needn't) (?:call|see|visit|go to|tell|seek|contact)\\b",
					FLAGS),
			Pattern.compile(
					"\\b(?:harmless|safe to (?:wait|ignore)|you are (?:fine|healthy|ok|okay)|perfectly (?:fine|normal))\\b",
					FLAGS));

	private final Terms terms;

	private final UrgencyRules rules;

	AnswerCheck(Terms terms, UrgencyRules rules) {
		this.terms = terms;
		this.rules = rules;
	}

	/**
	 * Whether a sentence may be shown.
	 * @param sentence what an engine wrote
	 * @param request what it was given
	 */
	boolean holds(AnswerSentence sentence, AssistantRequest request) {
		Map<String, String> given = given(request);
		List<String> refs = sentence.citations().stream().map(Citation::ref).toList();
		String text = sentence.text().value();
		if (text.isBlank() || text.length() > LONGEST || refs.isEmpty() || !given.keySet().containsAll(refs)) {
			return false;
		}
		String cited = refs.stream().map((ref) -> given.getOrDefault(ref, "")).collect(Collectors.joining(" "));
		if (isVerbatim(sentence, cited)) {
			return true;
		}
		return isSafe(text) && numbers(cited).containsAll(numbers(text)) && isSupported(text, cited)
				&& redFlags(cited).containsAll(redFlags(text));
	}

	/**
	 * What stands in a reviewed passage, or is quoted from the patient, was not made up.
	 */
	private static boolean isVerbatim(AnswerSentence sentence, String cited) {
		return sentence.engine().equals(ExtractiveAssistant.ENGINE) && (sentence.kind() == SentenceKind.ENTRY
				|| (sentence.kind() == SentenceKind.SOURCE && cited.equals(sentence.text().value())));
	}

	/** Whether a text names no dose, claims no diagnosis and makes nothing small. */
	static boolean isSafe(String text) {
		return !MARKUP.matcher(text).find() && !QuestionIntent.speaksOfDose(text) && !stands(CLAIMS, text)
				&& !stands(MINIMISING, text);
	}

	private boolean isSupported(String text, String cited) {
		List<String> said = this.terms.of(text);
		Set<String> known = new HashSet<>(this.terms.of(cited));
		long supported = said.stream().filter(known::contains).count();
		return !said.isEmpty() && supported >= LEAST_SUPPORT * said.size();
	}

	private Set<String> redFlags(String text) {
		Urgency urgency = this.rules.assess(new RatedEntry(new PatientText(text), Instant.EPOCH, List.of()), List.of(),
				PatientFacts.UNKNOWN);
		return (urgency.level() == UrgencyLevel.EMERGENCY)
				? urgency.rules().stream().map(FiredRule::id).collect(Collectors.toSet()) : Set.of();
	}

	private static Map<String, String> given(AssistantRequest request) {
		Map<String, String> given = request.passages()
			.stream()
			.collect(Collectors.toMap(FoundPassage::id, (found) -> found.passage().text(), (first, _) -> first));
		request.entries()
			.forEach((entry) -> given.put(Citation.ref(entry), entry.happenedAt() + " " + entry.text().value() + " "
					+ entry.symptoms().stream().map(AnswerCheck::inWords).collect(Collectors.joining(" "))));
		return given;
	}

	private static String inWords(ReportedSymptom symptom) {
		return symptom.code().replace('-', ' ') + " " + symptom.severity();
	}

	private static Set<String> numbers(String text) {
		Set<String> numbers = new HashSet<>();
		Matcher matcher = NUMBER.matcher(text);
		while (matcher.find()) {
			numbers.add(matcher.group().replace(',', '.').replaceFirst("^0+(?=\\d)", ""));
		}
		return numbers;
	}

	private static boolean stands(List<Pattern> patterns, String text) {
		String plain = text.replace('’', '\'');
		return patterns.stream().anyMatch((pattern) -> pattern.matcher(plain).find());
	}

}
