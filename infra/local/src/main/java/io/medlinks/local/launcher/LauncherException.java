package io.medlinks.local.launcher;

/**
 * Why a command could not be carried out, in one sentence for the person who gave it.
 */
final class LauncherException extends RuntimeException {

	LauncherException(String sentence) {
		super(sentence);
	}

}
