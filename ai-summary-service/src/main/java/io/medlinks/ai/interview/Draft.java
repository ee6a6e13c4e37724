package io.medlinks.ai.interview;

import java.util.List;

import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.platform.text.PatientText;

/**
 * What an interview comes to, for the patient to look at, change and send.
 *
 * @param text reason, time course, severity, what is there and what is not, what is not
 * known and what the patient asks
 * @param engine which engine wrote the text
 * @param level how urgent it is by the urgency rules
 * @param nextSteps what happens next and when to ask for help sooner
 */
public record Draft(PatientText text, String engine, UrgencyLevel level, List<String> nextSteps) {

	public Draft {
		nextSteps = List.copyOf(nextSteps);
	}

	@Override
	public String toString() {
		return "Draft[" + this.engine + "]";
	}

}
