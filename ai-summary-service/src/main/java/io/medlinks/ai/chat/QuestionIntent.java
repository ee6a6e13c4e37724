package io.medlinks.ai.chat;

import java.util.List;
import java.util.regex.Pattern;

import io.medlinks.platform.text.PatientText;

/**
 * What somebody wants to know. In doubt it is a dose or a diagnosis, as the answer then
 * says why there is none.
 */
enum QuestionIntent {

	/** How much of a medicine to take, or which with which. */
	DOSE,

	/** Which disease it is. */
	DIAGNOSIS,

	/** What they wrote themselves. */
	OWN_ENTRIES,

	/** Anything else. */
	FACTS;

	private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

	private static final List<Pattern> DOSES = patterns("\\bdos(?:e|es|age|ages|ing)\\b",
			"\\b\\d+(?:[.,]\\d+)?\\s?(?:mg|mcg|µg|g|ml|iu|units?)\\b",
			"\\bhow (?:much|many|often)\\b.{0,60}\\b(?:take|taking|give|giving|swallow|use|inject|pills?|tablets?|drops?|puffs?|capsules?|medicines?|medication|paracetamol|acetaminophen|ibuprofen|aspirin|insulin|painkillers?)\\b",
			"\\b(?:can|could|may|should|shall|is it (?:ok|okay|safe)(?: for me)? to)\\b.{0,30}\\b(?:take|combine|mix|double|stop taking)\\b.{0,60}\\b(?:together|with|and|twice|more|another|pills?|tablets?|medicines?|medication|paracetamol|acetaminophen|ibuprofen|aspirin|insulin|antibiotics?|painkillers?)\\b",
			"\\b(?:dosis|dosierung|dosieren)\\b",
			"\\bwie ?(?:viel|viele|oft)\\b.{0,60}\\b(?:nehmen|einnehmen|geben|spritzen|tabletten?|tropfen|medikamente?|paracetamol|ibuprofen|aspirin|insulin|schmerzmittel)\\b",
			"\\b(?:darf|kann|soll) (?:ich|man|er|sie|mein kind)\\b.{0,60}\\b(?:tabletten?|medikamente?|paracetamol|ibuprofen|aspirin|insulin|antibiotik\\w*|schmerzmittel)\\b",
			"جرعة|الجرعة|جرعات", "(?:كم|كام).{0,40}(?:حبة|حبوب|أقراص|قرص|ملغ|ملليغرام|دواء|آخذ|اخذ)");

	private static final List<Pattern> DIAGNOSES = patterns(
			"\\b(?:do|might|could|may) (?:i|he|she|they|my \\w+) (?:have|has|be having|got)\\b",
			"\\b(?:does|might|could|may) (?:he|she|my \\w+) have\\b", "\\bhave i (?:got|caught)\\b",
			"\\bam i having\\b",
			"\\b(?:is|could|might|may|can) (?:it|this|that|these) (?:be|just|only|really|an?|the|cancer|serious|covid|flu)\\b",
			"\\bwhat(?:'s| is)? (?:is )?(?:wrong|the matter) with (?:me|my|him|her)\\b", "\\bdiagnos\\w*\\b",
			"\\bwhat (?:disease|illness|condition) \\w+\\b", "\\b(?:habe|hab|hätte) ich\\b.{0,60}\\?",
			"\\b(?:ist|könnte|kann) (?:es|das)\\b.{0,40}\\b(?:sein|eine?n?)\\b",
			"\\bwas (?:fehlt mir|habe ich|stimmt nicht)\\b", "\\bdiagnose\\w*\\b",
			"هل (?:لدي|عندي|أنا مصاب|انا مصاب|هذا|هذه)", "تشخيص");

	private static final List<Pattern> OWN = patterns(
			"\\b(?:did|have) i (?:write|written|say|said|log|logged|report|reported|note|noted)\\b",
			"\\bmy (?:diary|entries|entry|notes|log)\\b", "\\bwhen did (?:my|the|it|this)\\b",
			"\\b(?:mein|meine|meinem|meinen) (?:tagebuch|eintrag|einträge|einträgen|notizen)\\b",
			"\\bhabe ich\\b.{0,40}\\b(?:geschrieben|eingetragen|notiert)\\b", "\\bwann (?:begann|fing|hat)\\b",
			"يومياتي|مذكراتي|ماذا كتبت|كتبت");

	private static List<Pattern> patterns(String... written) {
		return List.of(written).stream().map((pattern) -> Pattern.compile(pattern, FLAGS)).toList();
	}

	/**
	 * What a question is for.
	 * @param question the patient's words
	 */
	static QuestionIntent of(PatientText question) {
		String text = question.value().replace('’', '\'');
		if (stands(DOSES, text)) {
			return DOSE;
		}
		if (stands(OWN, text)) {
			return OWN_ENTRIES;
		}
		return stands(DIAGNOSES, text) ? DIAGNOSIS : FACTS;
	}

	/**
	 * Whether a sentence speaks of a dose.
	 * @param sentence what an engine wrote
	 */
	static boolean speaksOfDose(String sentence) {
		return stands(DOSES, sentence);
	}

	private static boolean stands(List<Pattern> patterns, String text) {
		return patterns.stream().anyMatch((pattern) -> pattern.matcher(text).find());
	}

}
