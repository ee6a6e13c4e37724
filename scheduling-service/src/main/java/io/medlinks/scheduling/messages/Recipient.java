package io.medlinks.scheduling.messages;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which of the two is told.
 */
public enum Recipient {

	/** The patient. */
	PATIENT,

	/** The doctor. */
	DOCTOR;

	/** The recipient's name outside of this service. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
