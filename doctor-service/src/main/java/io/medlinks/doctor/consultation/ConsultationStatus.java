package io.medlinks.doctor.consultation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether the doctor stands by a consultation; the words are those of
 * {@code Encounter.status} of FHIR R4.
 */
public enum ConsultationStatus {

	/** It took place as it says. */
	@JsonProperty("finished")
	FINISHED,

	/** The doctor took it back; what it said is shared no more. */
	@JsonProperty("entered-in-error")
	ENTERED_IN_ERROR

}
