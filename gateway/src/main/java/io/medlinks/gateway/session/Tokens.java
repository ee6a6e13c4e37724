package io.medlinks.gateway.session;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of a session. They never leave the gateway but as the bearer token of a
 * request to a service.
 *
 * @param access the access token
 * @param accessExpiresAt when the access token ends
 * @param refresh buys the next access token
 * @param idToken says at sign-out whose sign-in to end
 */
public record Tokens(String access, Instant accessExpiresAt, @Nullable String refresh, @Nullable String idToken) {

	@Override
	public String toString() {
		return "Tokens[until " + this.accessExpiresAt + "]";
	}

}
