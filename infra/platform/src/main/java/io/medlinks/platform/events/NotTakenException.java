package io.medlinks.platform.events;

/**
 * A group could not take a record, and trying again at once would not help.
 */
public final class NotTakenException extends RuntimeException {

	private final String reason;

	NotTakenException(Throwable failure) {
		super(failure);
		this.reason = failure.getClass().getName();
	}

	/** The failure's type. */
	public String reason() {
		return this.reason;
	}

}
