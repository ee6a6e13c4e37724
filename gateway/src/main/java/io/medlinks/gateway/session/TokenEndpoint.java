package io.medlinks.gateway.session;

import reactor.core.publisher.Mono;

/**
 * Where new tokens come from.
 */
public interface TokenEndpoint {

	/**
	 * Buys new tokens.
	 * @param tokens the tokens so far
	 * @return the new ones; {@link RefreshRefused} where the sign-in has ended there
	 */
	Mono<Tokens> refresh(Tokens tokens);

	/**
	 * The identity provider says that the sign-in is over.
	 */
	final class RefreshRefused extends RuntimeException {

		/** A refusal. */
		public RefreshRefused() {
			super("refresh refused", null, false, false);
		}

	}

}
