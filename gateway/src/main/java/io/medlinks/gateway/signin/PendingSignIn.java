package io.medlinks.gateway.signin;

import java.time.Instant;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A sign-in that has begun: what the callback must match, on whichever instance it
 * arrives.
 *
 * @param id hash of the state
 * @param browser hash of the cookie of the browser that began it
 * @param nonce what the id token must answer to
 * @param codeVerifier proves that the code is ours (PKCE)
 * @param redirectUri where the code arrives
 * @param returnTo where the person goes afterwards
 * @param expiresAt when it is too late
 */
@Document("signIns")
public record PendingSignIn(@Id String id, String browser, String nonce, String codeVerifier, String redirectUri,
		String returnTo, @Indexed Instant expiresAt) {

	@Override
	public String toString() {
		return "PendingSignIn[until " + this.expiresAt + "]";
	}

}
