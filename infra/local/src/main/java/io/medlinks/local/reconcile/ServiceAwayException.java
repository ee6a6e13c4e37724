package io.medlinks.local.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * A service cannot be asked.
 */
final class ServiceAwayException extends Exception {

	private final String service;

	private final boolean unable;

	ServiceAwayException(String service, String reason, Throwable cause) {
		this(service, reason, cause, false);
	}

	ServiceAwayException(String service, String reason) {
		this(service, reason, null, false);
	}

	private ServiceAwayException(String service, String reason, @Nullable Throwable cause, boolean unable) {
		super(reason, cause);
		this.service = service;
		this.unable = unable;
	}

	/** It is there and cannot answer, as where its database is away. */
	static ServiceAwayException unable(String service, String reason, @Nullable Throwable cause) {
		return new ServiceAwayException(service, reason, cause, true);
	}

	String service() {
		return this.service;
	}

	/** Whether it would only be waited for again. */
	boolean isUnable() {
		return this.unable;
	}

}
