package io.medlinks.ai.chat.openai;

/**
 * The model's answer cannot be used; the message never holds a part of it.
 */
class AnswerUnusableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	AnswerUnusableException(String reason) {
		super(reason);
	}

}
