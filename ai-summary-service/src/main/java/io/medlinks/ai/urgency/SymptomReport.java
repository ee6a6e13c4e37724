package io.medlinks.ai.urgency;

import java.time.Instant;
import java.util.List;

/**
 * What the rules read of the entries around one: which symptoms there were, and when.
 */
public interface SymptomReport {

	/** When it happened. */
	Instant at();

	/** What the patient ticked. */
	List<ReportedSymptom> symptoms();

}
