package io.medlinks.ai.interview;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How far an interview is.
 */
public enum InterviewState {

	/** A question waits for its answer. */
	IN_PROGRESS,

	/** Something that was said may be an emergency; nothing more is asked. */
	RED_FLAG,

	/** All was asked; the text waits to be looked at and sent. */
	READY,

	/** The patient sent it. */
	SUBMITTED,

	/** The patient does not want to go on. */
	ABANDONED;

	/** The state's name in answers. */
	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Whether an answer can be given or changed. */
	boolean isOpen() {
		return this == IN_PROGRESS || this == READY;
	}

	/** Whether what was said can be sent. */
	boolean canBeSubmitted() {
		return this == READY || this == RED_FLAG;
	}

}
