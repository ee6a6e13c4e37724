package io.medlinks.patient.appointments;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who booked an appointment.
 */
public enum BookedBy {

	/** The patient. */
	@JsonProperty("patient")
	PATIENT,

	/** The doctor. */
	@JsonProperty("doctor")
	DOCTOR

}
