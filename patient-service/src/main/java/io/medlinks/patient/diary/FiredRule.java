package io.medlinks.patient.diary;

/**
 * A rule that decided an entry's urgency.
 *
 * @param id the rule
 * @param title what it looks for, in words
 * @param source where it comes from
 */
public record FiredRule(String id, String title, String source) {

}
