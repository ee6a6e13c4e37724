package io.medlinks.ai.urgency;

/**
 * A rule that decided an entry's level.
 *
 * @param id the rule's id, the same in all rulesets
 * @param title what was seen, in plain words
 * @param source the guidance that the rule rests on
 * @param advice what to do now, in plain words
 */
public record FiredRule(String id, String title, String source, String advice) {

}
