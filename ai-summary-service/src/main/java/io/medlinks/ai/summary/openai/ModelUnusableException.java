package io.medlinks.ai.summary.openai;

/**
 * The model's answer cannot be used; the message never holds a part of it.
 */
class ModelUnusableException extends RuntimeException {

	ModelUnusableException(String reason) {
		super(reason);
	}

}
