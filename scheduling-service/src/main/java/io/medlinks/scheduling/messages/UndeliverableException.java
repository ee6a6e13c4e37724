package io.medlinks.scheduling.messages;

import org.jspecify.annotations.Nullable;

/**
 * A message could not be sent; it names nobody.
 */
public class UndeliverableException extends RuntimeException {

	private final transient Obstacle obstacle;

	/**
	 * A failure.
	 * @param obstacle what stands in the way
	 * @param cause what happened; null where nothing was tried
	 */
	public UndeliverableException(Obstacle obstacle, @Nullable Throwable cause) {
		super(obstacle.code(), cause);
		this.obstacle = obstacle;
	}

	Obstacle obstacle() {
		return this.obstacle;
	}

}
