package io.medlinks.platform.text;

import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody takes something back. Controller methods ask for it by type; it travels in
 * the body, as what stands in an address ends up in the logs of everything on its way.
 *
 * @param reason why; null where nothing is said
 */
public record Reason(@Nullable PatientText reason) {

	/** The longest reason in characters. */
	public static final int LONGEST = 500;

	/** Nothing is said. */
	public static final Reason NONE = new Reason(null);

	/**
	 * What is said.
	 * @param body what the body says
	 * @param address what the address says, which counts where the body says nothing
	 * @throws Problem 400 where it is too long
	 */
	public static Reason of(Reason body, @Nullable String address) {
		PatientText said = (body.reason() == null && address != null) ? new PatientText(address) : body.reason();
		return new Reason(checked(said));
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
