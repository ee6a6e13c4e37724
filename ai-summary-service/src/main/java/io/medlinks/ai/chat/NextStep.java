package io.medlinks.ai.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a patient can do next in MedLinks.
 */
public enum NextStep {

	/** Write it into the diary. */
	@JsonProperty("log-entry")
	LOG_ENTRY,

	/** Be asked the right questions. */
	@JsonProperty("interview")
	INTERVIEW,

	/** Book an appointment. */
	@JsonProperty("book")
	BOOK

}
