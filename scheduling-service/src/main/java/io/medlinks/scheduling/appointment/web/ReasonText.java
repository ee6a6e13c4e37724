package io.medlinks.scheduling.appointment.web;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * Reasons as people type them.
 */
final class ReasonText {

	private static final int LONGEST = 500;

	private ReasonText() {
	}

	/**
	 * The reason; null where nothing is said.
	 * @throws Problem 400 where it is too long
	 */
	static @Nullable PatientText checked(@Nullable PatientText reason) {
		if (reason == null || reason.value().isBlank()) {
			return null;
		}
		if (reason.value().length() > LONGEST) {
			throw Problem.validation("reason", "must have at most " + LONGEST + " characters");
		}
		return reason;
	}

}
