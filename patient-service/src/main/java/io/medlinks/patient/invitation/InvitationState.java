package io.medlinks.patient.invitation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of an invitation. It is the same for an address that has an account and for
 * one that had none.
 */
public enum InvitationState {

	/** The patient has not answered. */
	@JsonProperty("invited")
	INVITED,

	/** The patient let the doctor in. */
	@JsonProperty("accepted")
	ACCEPTED,

	/** The patient did not want to. */
	@JsonProperty("declined")
	DECLINED,

	/** The patient did not answer in time; it can be sent again. */
	@JsonProperty("expired")
	EXPIRED

}
