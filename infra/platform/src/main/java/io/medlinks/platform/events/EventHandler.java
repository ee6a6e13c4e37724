package io.medlinks.platform.events;

import reactor.core.publisher.Mono;

/**
 * What a service does with a fact. It may see the same fact again and must then change
 * nothing.
 *
 * @param <T> what it reads of the fact
 */
@FunctionalInterface
public interface EventHandler<T> {

	/**
	 * Takes a fact over.
	 * @param fact what was read of it
	 * @param metadata its attributes
	 * @return completes when the fact is taken over
	 */
	Mono<Void> on(T fact, EventMetadata metadata);

}
