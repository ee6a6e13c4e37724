package io.medlinks.scheduling.messages;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why a message was not sent.
 */
public enum Obstacle {

	/** The recipient has no profile here yet. */
	NO_PROFILE,

	/** The recipient told no address. */
	NO_ADDRESS,

	/** What the recipient told is no address. */
	BAD_ADDRESS,

	/** The mail server refused it for good. */
	REFUSED,

	/** The mail server could not take it, or nobody answered. */
	UNREACHABLE,

	/** It could not be written. */
	UNWRITABLE,

	/** The attempt was given up because it took too long. */
	TIMED_OUT;

	/** The obstacle's name outside of this service. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Whether trying again is of no use. */
	boolean isFinal() {
		return this == NO_ADDRESS || this == BAD_ADDRESS || this == REFUSED;
	}

}
