package io.medlinks.ai.urgency;

import org.jspecify.annotations.Nullable;

/**
 * A symptom that the patient ticked.
 *
 * @param code its code in the symptom catalogue
 * @param severity 0 (absent) to 10, or null where the patient gave none
 */
public record ReportedSymptom(String code, @Nullable Integer severity) {

	/** Whether the patient has it; one without a severity counts. */
	public boolean isPresent() {
		return this.severity == null || this.severity > 0;
	}

	@Override
	public String toString() {
		return "ReportedSymptom[]";
	}

}
