package io.medlinks.ai.urgency;

import java.util.List;

import io.medlinks.platform.text.PatientText;

/**
 * Phrases to look for in what a patient wrote. A phrase that is denied counts as not
 * there.
 */
public final class Phrases {

	private final UrgencyRules rules;

	private final List<Phrase> phrases;

	Phrases(UrgencyRules rules, List<Phrase> phrases) {
		this.rules = rules;
		this.phrases = phrases;
	}

	/**
	 * Whether a text says one of them.
	 * @param text the patient's words
	 */
	public boolean in(PatientText text) {
		return this.rules.evaluation(text).says(this.phrases);
	}

}
