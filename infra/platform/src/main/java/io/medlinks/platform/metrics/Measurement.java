package io.medlinks.platform.metrics;

import reactor.core.publisher.Mono;

/**
 * A figure that must be asked for. Each is a bean; {@link Measurements} renews all of
 * them by a schedule, and gauges show what was found last.
 */
public interface Measurement {

	/** Asks, and keeps the answer for the gauges. */
	Mono<Void> renew();

	/** Nobody answers: the gauges show no number until somebody does. */
	void unknown();

}
