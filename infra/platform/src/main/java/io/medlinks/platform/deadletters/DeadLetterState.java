package io.medlinks.platform.deadletters;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.medlinks.platform.problem.Problem;

/**
 * Whether somebody has still to see to a dead letter.
 */
enum DeadLetterState {

	/** The group has not taken it. */
	WAITING,

	/** It was replayed, and the group took it. */
	REPLAYED;

	/** The state's name outside of this service. */
	@JsonValue
	String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The state behind a name.
	 * @param code the name outside of this service
	 * @throws Problem 400 where there is none
	 */
	static DeadLetterState of(String code) {
		return Arrays.stream(values())
			.filter((state) -> state.code().equals(code))
			.findFirst()
			.orElseThrow(() -> Problem.validation("state", "must be waiting or replayed"));
	}

}
