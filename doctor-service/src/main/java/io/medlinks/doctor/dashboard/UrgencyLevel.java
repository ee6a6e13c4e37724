package io.medlinks.doctor.dashboard;

import java.time.Duration;
import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How soon somebody should look, most urgent first, each with the time within which
 * MedLinks aims at that.
 */
public enum UrgencyLevel {

	/** Now. */
	@JsonProperty("emergency")
	EMERGENCY("emergency", Duration.ofMinutes(15)),
	/** On the same day. */
	@JsonProperty("same-day")
	SAME_DAY("same-day", Duration.ofMinutes(240)),
	/** Within days. */
	@JsonProperty("soon")
	SOON("soon", Duration.ofMinutes(2880)),
	/** At the next occasion. */
	@JsonProperty("routine")
	ROUTINE("routine", Duration.ofMinutes(10_080)),
	/** Information is enough. */
	@JsonProperty("self-care")
	SELF_CARE("self-care", Duration.ofMinutes(20_160));

	private final String code;

	private final Duration target;

	UrgencyLevel(String code, Duration target) {
		this.code = code;
		this.target = target;
	}

	/**
	 * Reads a published level. One that this version does not know counts as same-day,
	 * like what is not assessed.
	 * @param code the published level
	 */
	public static UrgencyLevel of(String code) {
		return Arrays.stream(values()).filter((level) -> level.code.equals(code)).findFirst().orElse(SAME_DAY);
	}

	/** Within what time somebody should look. */
	public Duration target() {
		return this.target;
	}

	/** Its place in the order, 0 for the most urgent. */
	int rank() {
		return ordinal();
	}

	/**
	 * The class at a place in the order.
	 * @param rank the place, from 0
	 * @return null where no class has that place
	 */
	static @Nullable UrgencyLevel ofRank(int rank) {
		return (rank >= 0 && rank < values().length) ? values()[rank] : null;
	}

	/**
	 * The more urgent of the two.
	 * @param other the other
	 */
	UrgencyLevel orMoreUrgent(UrgencyLevel other) {
		return (other.rank() < rank()) ? other : this;
	}

}
