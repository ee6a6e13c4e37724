package io.medlinks.doctor.consultation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The kinds of visit that a patient can be asked to book.
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
