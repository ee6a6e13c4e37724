package io.medlinks.ai.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far an answer is.
 */
public enum TurnState {

	/** It is being put together. */
	@JsonProperty("under-way")
	UNDER_WAY,

	/** It is complete. */
	@JsonProperty("done")
	DONE,

	/** The patient stopped it. */
	@JsonProperty("stopped")
	STOPPED,

	/** It could not be put together. */
	@JsonProperty("failed")
	FAILED

}
