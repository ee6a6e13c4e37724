package io.medlinks.platform.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What makes a repeated write the same write: the caller's key within the caller's
 * subject and the route. A create takes its aggregate's id from it; an update leaves its
 * token in the aggregate.
 *
 * @param subject who writes
 * @param route method and path pattern
 * @param key the header's value, or a random one where the caller sent none
 */
public record IdempotencyKey(String subject, String route, String key) {

	private static final JsonMapper CANONICAL = JsonMapper.builder()
		.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	/** The id of the aggregate that this write creates; the same for each repetition. */
	public String aggregateId() {
		ByteBuffer hash = ByteBuffer.wrap(hash(this.subject + '\n' + this.route + '\n' + this.key));
		// RFC 9562, version 8: a custom, here hash-based, UUID
		long high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
		long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
		return new UUID(high, low).toString();
	}

	/** What an update leaves in its aggregate's ring of applied keys. */
	public String token() {
		return HexFormat.of().formatHex(hash(this.subject + '\n' + this.route + '\n' + this.key), 0, 16);
	}

	/**
	 * Tells two bodies apart.
	 * @param request the request as it was bound
	 */
	public static String fingerprint(Object request) {
		return HexFormat.of().formatHex(hash(CANONICAL.writeValueAsString(request)), 0, 16);
	}

	private static byte[] hash(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
