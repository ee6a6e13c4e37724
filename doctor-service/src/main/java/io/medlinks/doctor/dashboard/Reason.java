package io.medlinks.doctor.dashboard;

/**
 * Why a patient is where they are on the dashboard.
 *
 * @param ruleId the urgency rule that fired, or {@code not-assessed}
 * @param title what it says
 * @param source where it comes from
 * @param entryId the entry behind it
 */
public record Reason(String ruleId, String title, String source, String entryId) {

	/** The id of the reason that an entry has not been assessed. */
	static final String NOT_ASSESSED = "not-assessed";

	static Reason of(FiredRule rule, String entryId) {
		return new Reason(rule.id(), rule.title(), rule.source(), entryId);
	}

	static Reason notAssessed(String entryId) {
		return new Reason(NOT_ASSESSED, "Not assessed yet; counts as same-day until it is", "MedLinks triage defaults",
				entryId);
	}

	@Override
	public String toString() {
		return "Reason[" + this.entryId + "]";
	}

}
