package io.medlinks.doctor.profile;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where somebody stands who wants to be a doctor here.
 */
public enum RegistrationState {

	/** Nothing was sent. */
	@JsonProperty("none")
	NONE,

	/** An operator has not decided. */
	@JsonProperty("waiting")
	WAITING,

	/** An operator approved. */
	@JsonProperty("approved")
	APPROVED,

	/** An operator declined; a new try is possible. */
	@JsonProperty("declined")
	DECLINED,

	/** An operator approved and withdrew that; a new try is possible. */
	@JsonProperty("withdrawn")
	WITHDRAWN

}
