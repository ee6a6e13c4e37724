package io.medlinks.scheduling.appointment;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What became of an appointment.
 */
public enum AppointmentStatus {

	/** It will take place, or did. */
	BOOKED,

	/** It was called off; the record stays. */
	CANCELLED;

	/** The status's name outside of this service. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
