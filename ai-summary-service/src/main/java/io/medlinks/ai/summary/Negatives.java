package io.medlinks.ai.summary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.urgency.Reading;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;

/**
 * The findings whose absence a doctor relies on. That one is absent is told only where
 * the patient says so, whoever writes it.
 */
public final class Negatives {

	/** What the groups of the rule file are called within a sentence. */
	static final Map<String, String> NAMES = names();

	/** Words by which doctors and models deny, and what may stand behind them. */
	private static final Pattern DENIAL = Pattern.compile(
			"(?i)\\b(?:(?:den(?:y|ies|ied|ying)|no|none|without|absen(?:t|ce)|negative|free|neither|nor|never|lack(?:s|ing)?"
					+ "|not (?:have|had|having|report\\w*|mention\\w*|describ\\w*|experienc\\w*|complain\\w*|not\\w*"
					+ "|present|feel|felt)|(?:does|do|did|has|have|had|is|are|was|were)n[’']t)\\b)"
					+ "(?:\\s+(?:any|of|for|evidence|signs?|symptoms?|history|associated|having|accompanying|longer))*");

	/** What is unknown is no denial. */
	private static final Pattern UNKNOWN = Pattern.compile("(?i)^\\s*(?:not known|unknown)\\b");

	private static final Pattern BETWEEN_PARTS = Pattern.compile("(?i)[,;:.]|\\b(?:and|or|nor)\\b");

	/** Groups that say the same as another, and more. */
	private static final Map<String, List<String>> MORE = Map.of("breathless", List.of("severeBreathless"), "fever",
			List.of("highFever", "longFever"), "headache", List.of("thunderclap"));

	private final SymptomNames symptoms;

	private final UrgencyRules rules;

	Negatives(SymptomNames symptoms, UrgencyRules rules) {
		this.symptoms = symptoms;
		this.rules = rules;
	}

	private static Map<String, String> names() {
		Map<String, String> names = new LinkedHashMap<>();
		names.put("chestPain", "chest pain");
		names.put("breathless", "shortness of breath");
		names.put("fever", "fever");
		names.put("headache", "headache");
		names.put("stiffNeck", "stiff neck");
		names.put("vomiting", "vomiting");
		names.put("nausea", "nausea");
		names.put("fainting", "fainting");
		names.put("palpitations", "palpitations");
		names.put("seizure", "seizure");
		names.put("suicidal", "thoughts of suicide");
		names.put("abdominalPain", "abdominal pain");
		names.put("rash", "rash");
		names.put("bloodInStool", "blood in the stool");
		names.put("bloodInUrine", "blood in the urine");
		names.put("dizzy", "dizziness");
		return names;
	}

	static boolean says(Reading words, String group) {
		return words.says(group) || MORE.getOrDefault(group, List.of()).stream().anyMatch(words::says);
	}

	/**
	 * Whether what a sentence denies is denied by the entries that it rests on. It is
	 * read with suspicion: each part behind the first word of denial, or before it where
	 * nothing follows, must name findings that are known here, and the newest of the
	 * entries that speaks of one must deny it. A true sentence may fall by that; an
	 * invented negative must not stand.
	 * @param sentence the sentence, in English
	 * @param entries what it rests on, newest first
	 */
	public boolean areIn(PatientText sentence, List<DiaryEntry> entries) {
		Matcher denial = DENIAL.matcher(sentence.value());
		if (UNKNOWN.matcher(sentence.value()).find() || !denial.find()) {
			return true;
		}
		List<Reading> parts = parts(sentence.value().substring(denial.end()));
		return (parts.isEmpty() ? parts(sentence.value().substring(0, denial.start())) : parts).stream()
			.allMatch((part) -> areDenied(part, entries));
	}

	private List<Reading> parts(String text) {
		return BETWEEN_PARTS.splitAsStream(text)
			.filter((part) -> !part.isBlank())
			.map((part) -> this.rules.read(new PatientText(part)))
			.toList();
	}

	private boolean areDenied(Reading part, List<DiaryEntry> entries) {
		List<String> groups = NAMES.keySet().stream().filter((group) -> says(part, group)).toList();
		return !groups.isEmpty() && groups.stream().allMatch((group) -> isDenied(group, entries));
	}

	/** An older entry may well have had it. */
	private boolean isDenied(String group, List<DiaryEntry> entries) {
		return entries.stream()
			.filter((entry) -> has(entry, group) || denies(entry, group))
			.findFirst()
			.filter((entry) -> !has(entry, group))
			.isPresent();
	}

	private boolean denies(DiaryEntry entry, String group) {
		return this.rules.read(entry.text()).denies(group) || ticks(entry, group, (symptom) -> !symptom.isPresent());
	}

	private boolean has(DiaryEntry entry, String group) {
		return says(this.rules.read(entry.text()), group) || ticks(entry, group, ReportedSymptom::isPresent);
	}

	private boolean ticks(DiaryEntry entry, String group, Predicate<ReportedSymptom> how) {
		return entry.symptoms()
			.stream()
			.filter(how)
			.anyMatch((symptom) -> says(this.rules.read(new PatientText(this.symptoms.of(symptom.code()))), group));
	}

}
