package io.medlinks.platform.events;

/**
 * A record is no event that could ever be taken: what every event has is missing or
 * nonsense. The message names the attribute, never its value.
 */
final class UnreadableEventException extends RuntimeException {

	UnreadableEventException(String message) {
		super(message);
	}

}
