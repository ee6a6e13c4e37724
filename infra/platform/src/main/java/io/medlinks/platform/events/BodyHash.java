package io.medlinks.platform.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an event's JSON body, byte for byte as it is published, in hexadecimal
 * digits. Owner and projection compare what they know by it without telling it.
 */
public final class BodyHash {

	private BodyHash() {
	}

	/**
	 * The hash of a body.
	 * @param body the JSON
	 */
	public static String of(String body) {
		return of(body.getBytes(StandardCharsets.UTF_8));
	}

	static String of(byte[] body) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
