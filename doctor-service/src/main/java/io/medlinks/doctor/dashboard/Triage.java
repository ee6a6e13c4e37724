package io.medlinks.doctor.dashboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How soon somebody should look at a version of an entry, and why.
 *
 * @param level the class
 * @param assessed whether the rules have seen this version
 * @param rules the rules that fired and that the class comes from
 */
record Triage(UrgencyLevel level, boolean assessed, List<FiredRule> rules) {

	/** Of what the rules have not seen in any version. */
	static final Triage NOT_ASSESSED = new Triage(UrgencyLevel.SAME_DAY, false, List.of());

	/**
	 * What the rules make of a version.
	 * @param version the entry's present version
	 * @param assessment what the rules found; null while they have seen no version
	 */
	static Triage of(long version, Fact.@Nullable Assessment assessment) {
		if (assessment == null) {
			return NOT_ASSESSED;
		}
		Triage found = new Triage(assessment.level(), true, List.copyOf(assessment.rules()));
		return (assessment.entryVersion() == version) ? found : found.ofNewerVersion();
	}

	/**
	 * The triage of a version that the rules have not seen yet. It counts as same-day;
	 * what was found in an earlier version is not lowered by that.
	 */
	Triage ofNewerVersion() {
		UrgencyLevel atLeast = UrgencyLevel.SAME_DAY.orMoreUrgent(this.level);
		return new Triage(atLeast, false, (atLeast != UrgencyLevel.SAME_DAY) ? this.rules : List.of());
	}

}
