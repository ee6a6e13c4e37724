package io.medlinks.patient.diary;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How soon somebody should look at an entry.
 */
public enum UrgencyLevel {

	/** Now. */
	@JsonProperty("emergency")
	EMERGENCY,

	/** Today. */
	@JsonProperty("same-day")
	SAME_DAY,

	/** Within days. */
	@JsonProperty("soon")
	SOON,

	/** When there is time. */
	@JsonProperty("routine")
	ROUTINE,

	/** The patient can manage with advice. */
	@JsonProperty("self-care")
	SELF_CARE

}
