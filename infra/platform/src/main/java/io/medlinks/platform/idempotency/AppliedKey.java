package io.medlinks.platform.idempotency;

import java.util.List;

import io.medlinks.platform.problem.Problem;
import org.springframework.data.mongodb.core.query.Update;

/**
 * An update that an aggregate has seen, kept in the aggregate itself, in the field
 * {@value #FIELD}.
 *
 * @param token the key's token
 * @param fingerprint the body's fingerprint
 */
public record AppliedKey(String token, String fingerprint) {

	/** The field that holds the ring. */
	public static final String FIELD = "appliedKeys";

	/** How many updates an aggregate remembers. */
	public static final int RING = 20;

	/**
	 * The mark of one update.
	 * @param key the caller's key
	 * @param request the body
	 */
	public static AppliedKey of(IdempotencyKey key, Object request) {
		return new AppliedKey(key.token(), IdempotencyKey.fingerprint(request));
	}

	/**
	 * Leaves the mark in the same update as the change itself.
	 * @param update the change
	 */
	public Update markIn(Update update) {
		update.push(FIELD).slice(-RING).each(this);
		return update;
	}

	/**
	 * Whether the aggregate has seen this update before.
	 * @param ring the aggregate's ring
	 * @throws Problem 422 where the key was used with another body
	 */
	public boolean repeatedIn(List<AppliedKey> ring) {
		for (AppliedKey applied : ring) {
			if (applied.token.equals(this.token)) {
				if (!applied.fingerprint.equals(this.fingerprint)) {
					throw Problem.idempotencyKeyReused();
				}
				return true;
			}
		}
		return false;
	}

}
