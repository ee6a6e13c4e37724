package io.medlinks.ai.urgency;

import java.util.List;

/**
 * What the rules say of an entry.
 *
 * @param level how soon somebody should look at it
 * @param rules the rules that decided the level, in the order of the rule file; empty
 * where none fired and the fallback holds
 */
public record Urgency(UrgencyLevel level, List<FiredRule> rules) {

}
