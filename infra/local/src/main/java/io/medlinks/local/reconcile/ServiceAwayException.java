package io.medlinks.local.reconcile;

/**
 * A service cannot be asked.
 */
final class ServiceAwayException extends Exception {

	private final String service;

	ServiceAwayException(String service, String reason, Throwable cause) {
		super(reason, cause);
		this.service = service;
	}

	ServiceAwayException(String service, String reason) {
		super(reason);
		this.service = service;
	}

	String service() {
		return this.service;
	}

}
