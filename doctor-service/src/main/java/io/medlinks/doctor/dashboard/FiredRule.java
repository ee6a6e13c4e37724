package io.medlinks.doctor.dashboard;

/**
 * An urgency rule that fired.
 *
 * @param id the rule
 * @param title what it says
 * @param source where it comes from
 */
public record FiredRule(String id, String title, String source) {

	@Override
	public String toString() {
		return "FiredRule[]";
	}

}
