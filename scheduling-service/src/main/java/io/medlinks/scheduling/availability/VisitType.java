package io.medlinks.scheduling.availability;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.medlinks.platform.problem.Problem;

/**
 * How patient and doctor meet.
 */
public enum VisitType {

	/** In the practice. */
	IN_PERSON("in-person"),

	/** By video. */
	ONLINE("online"),

	/** By telephone. */
	PHONE("phone");

	private final String code;

	VisitType(String code) {
		this.code = code;
	}

	/** The type's name outside of this service. */
	@JsonValue
	public String code() {
		return this.code;
	}

	/**
	 * The type behind a name.
	 * @param code the name outside of this service
	 * @throws Problem 400 where there is none
	 */
	@JsonCreator
	public static VisitType of(String code) {
		return Arrays.stream(values())
			.filter((type) -> type.code.equals(code))
			.findFirst()
			.orElseThrow(() -> Problem.validation("visitType", "must be one of in-person, online, phone"));
	}

}
