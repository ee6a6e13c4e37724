package io.medlinks.ai.urgency;

/**
 * A text that was read once and can be asked often.
 */
public final class Reading {

	private final Evaluation evaluation;

	Reading(Evaluation evaluation) {
		this.evaluation = evaluation;
	}

	/**
	 * Whether the text says a phrase of a group.
	 * @param group the group's name in the rule file
	 */
	public boolean says(String group) {
		return this.evaluation.says(group);
	}

	/**
	 * Whether the text denies the phrases of a group ("no fever") and says none of them.
	 * @param group the group's name in the rule file
	 */
	public boolean denies(String group) {
		return this.evaluation.denies(group);
	}

}
