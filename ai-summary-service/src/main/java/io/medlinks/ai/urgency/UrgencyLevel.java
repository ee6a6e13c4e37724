package io.medlinks.ai.urgency;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How soon somebody should look at an entry, most urgent first.
 */
public enum UrgencyLevel {

	/** Call the emergency number now. */
	EMERGENCY,

	/** Speak to a doctor today. */
	SAME_DAY,

	/** See a doctor in the next days. */
	SOON,

	/** At the next visit. */
	ROUTINE,

	/** Nothing that needs a doctor as far as the rules can tell. */
	SELF_CARE;

	/**
	 * The level of a name in rules and events.
	 * @param name such as {@code same-day}
	 */
	@JsonCreator
	public static UrgencyLevel of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/** The level's name in rules, events and answers. */
	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Whether this level is more urgent than another.
	 * @param other the other level
	 */
	public boolean isAbove(UrgencyLevel other) {
		return compareTo(other) < 0;
	}

	/**
	 * The level that is more urgent by some classes, but never above a ceiling, and never
	 * lower than this one.
	 * @param classes how many classes
	 * @param ceiling the highest level that may be reached this way
	 */
	UrgencyLevel raised(int classes, UrgencyLevel ceiling) {
		int target = Math.max(ordinal() - classes, ceiling.ordinal());
		return values()[Math.min(ordinal(), target)];
	}

}
