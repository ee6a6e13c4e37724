package io.medlinks.ai.summary;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
	 * Whether each finding that a sentence denies is denied by one of the entries that it
	 * rests on, and had in none of them.
	 * @param sentence the sentence, in English
	 * @param entries what it rests on
	 */
	public boolean areIn(PatientText sentence, Collection<DiaryEntry> entries) {
		Reading told = this.rules.read(sentence);
		return NAMES.keySet()
			.stream()
			.filter(told::denies)
			.allMatch((group) -> entries.stream().anyMatch((entry) -> denies(entry, group))
					&& entries.stream().noneMatch((entry) -> has(entry, group)));
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
