package io.medlinks.gateway.session;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One browser's sign-in. It ends by its time stamp, whether or not the database has
 * deleted it yet.
 *
 * @param id hash of the cookie's value
 * @param sid the sign-in's id at the identity provider
 * @param account whose session it is
 * @param tokens their tokens
 * @param tokensVersion counts refreshes, so that one who waits sees that it is done
 * @param leaseId who is refreshing the tokens
 * @param leaseUntil until when nobody else may try
 * @param createdAt when they signed in
 * @param expiresAt when it ends unless it is used
 */
@Document("sessions")
public record Session(@Id String id, @Indexed @Nullable String sid, Account account, Tokens tokens, long tokensVersion,
		@Nullable String leaseId, Instant leaseUntil, Instant createdAt, @Indexed Instant expiresAt) {

	/**
	 * A new session.
	 * @param key what it is known by
	 * @param account whose it is
	 * @param tokens their tokens
	 * @param now the present
	 * @param properties how long sessions last
	 */
	static Session begin(SessionKey key, Account account, Tokens tokens, Instant now, SessionProperties properties) {
		return new Session(key.value(), account.sid(), account, tokens, 0, null, Instant.EPOCH, now,
				expiry(now, now, properties));
	}

	/**
	 * When a session ends that was used now.
	 * @param createdAt when it began
	 * @param now the present
	 * @param properties how long sessions last
	 */
	static Instant expiry(Instant createdAt, Instant now, SessionProperties properties) {
		Instant idle = now.plus(properties.idle());
		Instant last = createdAt.plus(properties.longest());
		return idle.isBefore(last) ? idle : last;
	}

	/** What the session is known by. */
	public SessionKey key() {
		return new SessionKey(this.id);
	}

	/**
	 * Whether the access token still lasts.
	 * @param now the present
	 * @param atLeast for how long it must last
	 */
	boolean lasts(Instant now, Duration atLeast) {
		return this.tokens.accessExpiresAt().isAfter(now.plus(atLeast));
	}

}
