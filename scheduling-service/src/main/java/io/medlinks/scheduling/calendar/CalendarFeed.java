package io.medlinks.scheduling.calendar;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.appointment.BookedBy;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Somebody's calendar feed. Its address cannot be told from what is kept here: the token
 * in it comes from the seed and the key of the request that made it, and only the token's
 * hash is stored.
 *
 * @param id made of the owner's role and id
 * @param ownerId whose feed; the account's subject
 * @param version counts from 1
 * @param role patient or doctor
 * @param tokenHash the hash of the token; null where the feed was given up
 * @param seed random, new with each address
 * @param since when the address was made
 * @param readAt when it was read last; null where it never was
 * @param recordedTag what the access records know that it said; null for nothing yet
 * @param appliedKeys the changes seen lately
 */
@Document("calendarFeeds")
record CalendarFeed(@Id String id, String ownerId, long version, BookedBy role, @Indexed @Nullable String tokenHash,
		byte[] seed, Instant since, @Nullable Instant readAt, @Nullable String recordedTag,
		List<AppliedKey> appliedKeys) {

	private static final String ALGORITHM = "HmacSHA256";

	CalendarFeed(String id, String ownerId, long version, BookedBy role, @Nullable String tokenHash, byte[] seed,
			Instant since, @Nullable Instant readAt, @Nullable String recordedTag,
			@Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.ownerId = ownerId;
		this.version = version;
		this.role = role;
		this.tokenHash = tokenHash;
		this.seed = seed;
		this.since = since;
		this.readAt = readAt;
		this.recordedTag = recordedTag;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static CalendarFeed first(Party owner, IdempotencyKey key, byte[] seed, Instant at, AppliedKey applied) {
		return new CalendarFeed(id(owner), owner.id(), 1, owner.role(), hash(token(seed, key)), seed, at, null, null,
				List.of(applied));
	}

	static String id(Party owner) {
		return owner.role().name().toLowerCase(Locale.ROOT) + ":" + owner.id();
	}

	Party owner() {
		return new Party(this.ownerId, this.role);
	}

	boolean isActive() {
		return this.tokenHash != null;
	}

	/** Whether the address in use is the one that this request made. */
	boolean isMadeBy(IdempotencyKey key) {
		return hash(token(this.seed, key)).equals(this.tokenHash);
	}

	/** 256 bits that nobody can guess without the seed, the same for a repetition. */
	static String token(byte[] seed, IdempotencyKey key) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(seed, ALGORITHM));
			byte[] token = mac
				.doFinal((key.subject() + '\n' + key.route() + '\n' + key.key()).getBytes(StandardCharsets.UTF_8));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
		}
		catch (NoSuchAlgorithmException | InvalidKeyException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

	static String hash(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "CalendarFeed[" + this.id + ", " + this.version + "]";
	}

}
