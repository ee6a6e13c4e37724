package io.medlinks.scheduling.appointment;

import io.medlinks.platform.problem.Problem;
import reactor.util.retry.Retry;

/**
 * Somebody else was faster between what a request read and what it wanted to write; it
 * may look again.
 */
final class OvertakenException extends RuntimeException {

	OvertakenException() {
		super("overtaken", null, false, false);
	}

	/** Looks again, so many times at the most. */
	static Retry looksAgain(int times) {
		return Retry.max(times)
			.filter(OvertakenException.class::isInstance)
			.onRetryExhaustedThrow((_, _) -> beingChanged());
	}

	/** The answer where somebody else is not done yet. */
	static Problem beingChanged() {
		return Problem.conflict("being-changed", "This appointment is being changed just now",
				"Look at it again in a minute, and repeat your change if it is still needed.");
	}

}
