package io.medlinks.patient.summary;

/**
 * Tells the patient's screen which summary to read.
 *
 * @param version the summary's version
 */
public record SummaryView(long version) {

}
