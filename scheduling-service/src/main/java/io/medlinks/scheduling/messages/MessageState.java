package io.medlinks.scheduling.messages;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.medlinks.platform.problem.Problem;

/**
 * What became of a message.
 */
public enum MessageState {

	/** It is to be sent. */
	WAITING,

	/** The mail server has taken it. */
	SENT,

	/** It could not be sent and will not be tried again. */
	FAILED,

	/** There was nothing left to tell: the appointment changed again, or is over. */
	OVERTAKEN;

	/** The state's name outside of this service. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The state behind a name.
	 * @param code the name outside of this service
	 * @throws Problem 400 where there is none
	 */
	public static MessageState of(String code) {
		return Arrays.stream(values())
			.filter((state) -> state.code().equals(code))
			.findFirst()
			.orElseThrow(() -> Problem.validation("state", "must be one of waiting, sent, failed, overtaken"));
	}

}
