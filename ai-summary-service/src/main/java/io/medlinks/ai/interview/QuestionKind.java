package io.medlinks.ai.interview;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How a question is answered.
 */
public enum QuestionKind {

	/** In words. */
	TEXT,

	/** By one of the options. */
	ONE,

	/** By any number of the options, none among them. */
	SEVERAL,

	/** By a whole number from 0 to 10. */
	NUMBER,

	/** By yes, no or not sure. */
	YES_NO;

	/**
	 * The kind of a name in the question trees.
	 * @param name such as {@code yes-no}
	 */
	@JsonCreator
	static QuestionKind of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/** The kind's name in the question trees and in answers. */
	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
