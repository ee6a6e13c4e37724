package io.medlinks.platform.text;

import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody takes something back, as a request's body: what stands in an address ends
 * up in the logs of everything on its way.
 *
 * @param reason why; null or blank where nothing is said
 */
public record Reason(@Nullable PatientText reason) {

	/** The longest reason in characters. */
	public static final int LONGEST = 500;

	/** What the parameter's description says. */
	public static final String DEPRECATED = "Say it in the body instead: addresses end up in logs.";

	/**
	 * What is said.
	 * @param body the request's body, where there is one
	 * @param parameter the parameter of the address, which is read where the body says
	 * nothing
	 * @return the reason; null where nothing is said
	 * @throws Problem 400 where it is too long
	 */
	public static @Nullable PatientText of(@Nullable Reason body, @Nullable String parameter) {
		PatientText said = (body != null) ? body.reason() : null;
		if (said == null && parameter != null) {
			said = new PatientText(parameter);
		}
		return checked(said);
	}

	/**
	 * A reason that has been said; null where it is blank.
	 * @throws Problem 400 where it is too long
	 */
	public static @Nullable PatientText checked(@Nullable PatientText reason) {
		if (reason == null || reason.value().isBlank()) {
			return null;
		}
		if (reason.value().length() > LONGEST) {
			throw Problem.validation("reason", "must have at most " + LONGEST + " characters");
		}
		return reason;
	}

}
