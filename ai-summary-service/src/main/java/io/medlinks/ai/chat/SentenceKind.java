package io.medlinks.ai.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a sentence of an answer is.
 */
public enum SentenceKind {

	/** A fixed sentence that says what follows; it claims nothing. */
	@JsonProperty("frame")
	FRAME,

	/** What an urgency rule says is to be done. */
	@JsonProperty("advice")
	ADVICE,

	/** What a passage says. */
	@JsonProperty("source")
	SOURCE,

	/** What the patient wrote. */
	@JsonProperty("entry")
	ENTRY

}
