package io.medlinks.doctor.dashboard;

import org.jspecify.annotations.Nullable;

/**
 * How soon somebody should look at a version of an entry.
 *
 * @param level the class
 * @param assessed whether the rules have seen this version
 */
record Triage(UrgencyLevel level, boolean assessed) {

	/**
	 * A version that is not assessed counts as same-day; what was found in an earlier
	 * version is not lowered by that.
	 * @param version the entry's present version
	 * @param assessment what the rules found; null while they have seen no version
	 */
	static Triage of(long version, Fact.@Nullable Assessment assessment) {
		if (assessment == null) {
			return new Triage(UrgencyLevel.SAME_DAY, false);
		}
		return (assessment.entryVersion() == version) ? new Triage(assessment.level(), true)
				: new Triage(UrgencyLevel.SAME_DAY.orMoreUrgent(assessment.level()), false);
	}

}
