package io.medlinks.ai.interview.openai;

/**
 * The model has no words; the message never holds a part of what it said.
 */
class ModelAwayException extends RuntimeException {

	ModelAwayException(String reason) {
		super(reason);
	}

}
