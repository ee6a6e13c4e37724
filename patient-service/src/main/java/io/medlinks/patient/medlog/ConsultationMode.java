package io.medlinks.patient.medlog;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How doctor and patient were in touch.
 */
public enum ConsultationMode {

	/** In writing. */
	@JsonProperty("text")
	TEXT,

	/** In the same room. */
	@JsonProperty("in-person")
	IN_PERSON,

	/** By video. */
	@JsonProperty("online")
	ONLINE,

	/** By telephone. */
	@JsonProperty("phone")
	PHONE

}
