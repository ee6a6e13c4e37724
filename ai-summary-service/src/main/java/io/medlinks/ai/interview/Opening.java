package io.medlinks.ai.interview;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;

/**
 * With what a patient begins an interview.
 *
 * @param text the opening words, 1 to {@value #LONGEST_TEXT} characters
 * @param language the BCP 47 tag of the language the patient reads
 * @param happenedAt when they say it, in their wall time; kept in milliseconds
 */
public record Opening(PatientText text, String language, OffsetDateTime happenedAt) {

	/** The longest opening in characters. */
	public static final int LONGEST_TEXT = 2_000;

	private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

	/** How far a device's clock may be ahead of ours, as in the diary. */
	private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

	public Opening {
		happenedAt = happenedAt.truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * Refuses a moment that the diary would not take.
	 * @throws Problem 400
	 */
	void check(Instant now) {
		Instant happened = this.happenedAt.toInstant();
		if (happened.isAfter(now.plus(CLOCK_SKEW))) {
			throw Problem.validation("happenedAt", "must not be in the future");
		}
		if (happened.isBefore(EARLIEST)) {
			throw Problem.validation("happenedAt", "must not be before 1900");
		}
	}

}
