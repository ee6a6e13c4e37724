package io.medlinks.gateway.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What the database knows a session by: the SHA-256 of the cookie's value, so that a copy
 * of the database opens no session.
 *
 * @param value the hash in base64url
 */
public record SessionKey(String value) {

	/**
	 * The key that belongs to a secret the browser holds.
	 * @param secret the cookie's value
	 */
	public static SessionKey of(String secret) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
			return new SessionKey(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
