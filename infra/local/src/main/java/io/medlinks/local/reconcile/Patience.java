package io.medlinks.local.reconcile;

import java.time.Duration;

/**
 * How long a projection may lag behind before it counts as wrong.
 *
 * @param looks how often a difference is looked at again
 * @param repairedLooks how often a repaired one is
 * @param between how long between two looks
 */
public record Patience(int looks, int repairedLooks, Duration between) {

	/** Five seconds for what is under way, thirty for what was published again. */
	public static final Patience USUAL = new Patience(10, 60, Duration.ofMillis(500));

}
