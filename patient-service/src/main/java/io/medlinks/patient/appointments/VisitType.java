package io.medlinks.patient.appointments;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How patient and doctor meet.
 */
public enum VisitType {

	/** In the practice. */
	@JsonProperty("in-person")
	IN_PERSON,

	/** By video. */
	@JsonProperty("online")
	ONLINE,

	/** By telephone. */
	@JsonProperty("phone")
	PHONE

}
