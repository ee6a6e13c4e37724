package io.medlinks.scheduling.messages;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What there is to tell.
 */
public enum Occasion {

	/** An appointment was made. */
	BOOKED,

	/** It has another time. */
	MOVED,

	/** It was called off. */
	CANCELLED;

	/** The occasion's name outside of this service. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
