package io.medlinks.patient.medlog;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What stands in the time line.
 */
public enum MedLogItemType {

	/** An entry of the diary. */
	@JsonProperty("entry")
	ENTRY,

	/** A consultation with a doctor. */
	@JsonProperty("consultation")
	CONSULTATION,

	/** An appointment, to come, past or called off. */
	@JsonProperty("appointment")
	APPOINTMENT

}
