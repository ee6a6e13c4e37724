package io.medlinks.ai.budget;

import reactor.core.publisher.Mono;

/**
 * How much may be asked of a model.
 */
public interface TokenBudget {

	/**
	 * Sets tokens aside before a model is asked.
	 * @param tokens how many it may cost
	 * @return whether there were so many left
	 */
	Mono<Boolean> reserve(long tokens);

	/**
	 * Corrects what was set aside by what it cost.
	 * @param reserved how many were set aside
	 * @param spent how many it cost
	 */
	Mono<Void> settle(long reserved, long spent);

}
