package io.medlinks.platform.problem;

import org.jspecify.annotations.Nullable;

/**
 * A stack trace without the exceptions' messages: they may quote what a patient wrote.
 */
public final class FailureTrace {

	private static final int FRAMES = 25;

	private FailureTrace() {
	}

	/**
	 * Types and frames of a failure and its causes.
	 * @param failure what went wrong
	 */
	public static String of(Throwable failure) {
		StringBuilder trace = new StringBuilder();
		int depth = 0;
		for (@Nullable
		Throwable cause = failure; cause != null && depth < 8; cause = cause.getCause(), depth++) {
			trace.append((depth == 0) ? "" : "\ncaused by ").append(cause.getClass().getName());
			StackTraceElement[] frames = cause.getStackTrace();
			for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
				trace.append("\n\tat ").append(frames[i]);
			}
		}
		return trace.toString();
	}

}
