package io.medlinks.scheduling.appointment;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Who made an appointment.
 */
public enum BookedBy {

	/** The patient. */
	PATIENT,

	/** The doctor. */
	DOCTOR;

	/** The group's name outside of this service. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
