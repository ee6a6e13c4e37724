package io.medlinks.scheduling.urgency;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a patient is, the most urgent first, and within what time a doctor should
 * see them.
 */
public enum UrgencyLevel {

	/** Now. */
	EMERGENCY("emergency", Duration.ofHours(8)),

	/** Today. */
	SAME_DAY("same-day", Duration.ofHours(8)),

	/** Within days. */
	SOON("soon", Duration.ofDays(3)),

	/** When it suits. */
	ROUTINE("routine", Duration.ofDays(14)),

	/** Advice is enough. */
	SELF_CARE("self-care", Duration.ofDays(14));

	private final String code;

	private final Duration window;

	UrgencyLevel(String code, Duration window) {
		this.code = code;
		this.window = window;
	}

	/** The level's name outside of this service. */
	@JsonValue
	public String code() {
		return this.code;
	}

	/** How far ahead an opening fits this level. */
	public Duration window() {
		return this.window;
	}

	/**
	 * The level behind a name; one that is not known yet counts as same-day, like what is
	 * not assessed.
	 * @param code the name outside of this service
	 */
	@JsonCreator
	public static UrgencyLevel of(@Nullable String code) {
		return named(code).orElse(SAME_DAY);
	}

	/**
	 * The level behind a name; empty where there is none.
	 * @param code the name outside of this service
	 */
	public static Optional<UrgencyLevel> named(@Nullable String code) {
		return Arrays.stream(values()).filter((level) -> level.code.equals(code)).findFirst();
	}

}
