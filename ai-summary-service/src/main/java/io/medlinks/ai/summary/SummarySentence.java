package io.medlinks.ai.summary;

import java.util.List;

import io.medlinks.platform.text.PatientText;

/**
 * A sentence of a summary and what it rests on.
 *
 * @param text the sentence; it may quote the patient
 * @param evidence the entry versions behind it
 */
public record SummarySentence(PatientText text, List<Evidence> evidence) {

}
