package io.medlinks.patient.profile;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The administrative gender of FHIR R4.
 */
public enum Sex {

	/** Female. */
	@JsonProperty("female")
	FEMALE,

	/** Male. */
	@JsonProperty("male")
	MALE,

	/** Neither. */
	@JsonProperty("other")
	OTHER,

	/** Not said. */
	@JsonProperty("unknown")
	UNKNOWN

}
