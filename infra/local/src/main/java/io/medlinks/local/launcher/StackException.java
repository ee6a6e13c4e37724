package io.medlinks.local.launcher;

/**
 * Why a command cannot be done, in one sentence for the person at the terminal.
 */
final class StackException extends Exception {

	StackException(String sentence) {
		super(sentence);
	}

	String sentence() {
		return String.valueOf(getMessage());
	}

}
