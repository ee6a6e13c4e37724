package io.medlinks.gateway.session;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets that nobody can guess: 256 random bits each.
 */
public final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private Secrets() {
	}

	/** A new secret in base64url. */
	public static String next() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
