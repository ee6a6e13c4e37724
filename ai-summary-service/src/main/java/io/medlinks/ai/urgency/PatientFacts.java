package io.medlinks.ai.urgency;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the patient and matters to the rules.
 *
 * @param ageMonths completed months of life, or null where unknown
 * @param sex {@code female}, {@code male} or {@code other}, or null where unknown
 * @param pregnant {@code yes} or {@code no}, or null where unknown
 */
public record PatientFacts(@Nullable Integer ageMonths, @Nullable String sex, @Nullable String pregnant) {

	/** Nothing is known. */
	public static final PatientFacts UNKNOWN = new PatientFacts(null, null, null);

	/**
	 * The facts of a patient at a time.
	 * @param birthDate the day of birth, or null
	 * @param sex the sex as in the profile, or null
	 * @param at the time
	 */
	public static PatientFacts of(@Nullable LocalDate birthDate, @Nullable String sex, Instant at) {
		Integer months = (birthDate != null)
				? (int) ChronoUnit.MONTHS.between(birthDate, at.atZone(ZoneOffset.UTC).toLocalDate()) : null;
		return new PatientFacts((months != null && months >= 0) ? months : null,
				(sex == null || "unknown".equals(sex)) ? null : sex, null);
	}

	@Override
	public String toString() {
		return "PatientFacts[]";
	}

}
