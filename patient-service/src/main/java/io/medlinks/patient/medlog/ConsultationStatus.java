package io.medlinks.patient.medlog;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether the doctor stands by a consultation; the words are those of
 * {@code Encounter.status} of FHIR R4.
 */
public enum ConsultationStatus {

	/** It took place as it says. */
	@JsonProperty("finished")
	FINISHED,

	/** The doctor took it back; it says nothing any more. */
	@JsonProperty("entered-in-error")
	ENTERED_IN_ERROR

}
