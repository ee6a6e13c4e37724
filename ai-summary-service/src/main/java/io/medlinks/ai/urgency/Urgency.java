package io.medlinks.ai.urgency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the rules say of an entry.
 *
 * @param level how soon somebody should look at it
 * @param rules the rules that decided the level, in the order of the rule file; empty
 * where none fired and the fallback holds
 */
public record Urgency(UrgencyLevel level, List<FiredRule> rules) {

	/**
	 * The urgency where an emergency was found in another way too. It is never lowered.
	 * @param found the rules about emergencies that were found; none change nothing
	 */
	public Urgency withEmergencies(List<FiredRule> found) {
		if (found.isEmpty()) {
			return this;
		}
		Stream<FiredRule> known = (this.level == UrgencyLevel.EMERGENCY) ? this.rules.stream() : Stream.empty();
		Map<String, FiredRule> all = new LinkedHashMap<>();
		Stream.concat(known, found.stream()).forEach((rule) -> all.putIfAbsent(rule.id(), rule));
		return new Urgency(UrgencyLevel.EMERGENCY, List.copyOf(all.values()));
	}

}
