package io.medlinks.patient.appointments;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether an appointment takes place.
 */
public enum AppointmentStatus {

	/** It takes place. */
	@JsonProperty("booked")
	BOOKED,

	/** It was called off. */
	@JsonProperty("cancelled")
	CANCELLED

}
