package io.medlinks.local.reconcile;

import java.io.IOException;

/**
 * Gives the token with which services are asked.
 */
@FunctionalInterface
public interface TokenSource {

	/**
	 * Returns a token that is still good for a while.
	 * @throws IOException where there is none, in words
	 */
	String token() throws IOException, InterruptedException;

}
