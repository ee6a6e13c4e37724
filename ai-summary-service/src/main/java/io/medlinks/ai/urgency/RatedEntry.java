package io.medlinks.ai.urgency;

import java.time.Instant;
import java.util.List;

import io.medlinks.platform.text.PatientText;

/**
 * What the rules read of an entry.
 *
 * @param text the patient's words
 * @param at when it happened
 * @param symptoms what the patient ticked
 */
public record RatedEntry(PatientText text, Instant at, List<ReportedSymptom> symptoms) implements SymptomReport {

}
