package io.medlinks.doctor.consultation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

import io.medlinks.platform.problem.Problem;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A visit that the patient is asked to book.
 *
 * @param visitType the kind of visit
 * @param within how soon, counted from when it was asked: ISO 8601, such as {@code P7D},
 * one hour to 365 days
 */
public record PleaseBook(@NotNull(message = "is required") VisitType visitType,
		@NotNull(message = "is required") @Size(max = 30, message = "must have at most 30 characters") String within) {

	private static final Duration SHORTEST = Duration.ofHours(1);

	private static final Duration LONGEST = Duration.ofDays(365);

	/**
	 * Until when the visit should be booked.
	 * @param asked when the patient was asked
	 * @throws Problem 400 where it does not say how soon
	 */
	Instant until(Instant asked) {
		try {
			Duration length = Duration.parse(this.within);
			if (length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0) {
				return asked.plus(length);
			}
		}
		catch (DateTimeException ex) {
			// answered below, like a duration out of range
		}
		throw Problem.validation("pleaseBook.within", "must be a duration such as PT8H or P7D, at most 365 days");
	}

}
