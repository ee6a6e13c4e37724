package io.medlinks.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import io.medlinks.platform.reconcile.PublishedState;
import io.medlinks.platform.security.Caller;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import reactor.core.publisher.Mono;

/**
 * Keeps who read or changed whose data, before the data is shown. Repeated reads of the
 * same thing within five minutes are one record.
 */
public final class AccessRecords {

	/** Where access records are published. */
	public static final Topic TOPIC = new Topic("medlinks.access");

	/** The event that carries a record. */
	public static final EventType RECORDED = new EventType("medlinks.access.recorded.v1", TOPIC);

	/** The record is written; the data are not yet returned. */
	private static final CrashPoint RECORDED_BEFORE_ANSWER = new CrashPoint("access.recorded");

	private static final Duration BUCKET = Duration.ofMinutes(5);

	/** How many records are remembered as written. */
	private static final int REMEMBERED = 10_000;

	private final Outbox outbox;

	private final Clock clock;

	/**
	 * The ids of records that are known to be written: whoever watches a live view sees
	 * the same patients again and again. What is forgotten is only asked for once more.
	 */
	private final Cache<String, Boolean> written = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.expireAfterWrite(BUCKET)
		.build();

	/**
	 * Access records.
	 * @param outbox where they are written
	 * @param clock when they happen
	 */
	public AccessRecords(Outbox outbox, Clock clock) {
		this.outbox = outbox;
		this.clock = clock;
	}

	/** Declares where the records wait to be published. */
	public static OutboxCollection outboxCollection() {
		return new OutboxCollection(AccessRecord.class);
	}

	/**
	 * Declares how the records are published again: one for each patient that a record
	 * names, as the patients' access log keeps them.
	 */
	public static PublishedSource<?> source() {
		return PublishedSource.unchanging("access-records", TOPIC, AccessRecord.class, AccessRecord::states,
				(id) -> id.replaceFirst(":.*", ""));
	}

	/**
	 * Records an access to one patient's data.
	 * @param caller who
	 * @param patientId whose data
	 * @param resource which data, such as {@code diary}
	 * @param action reading or changing
	 */
	public Mono<Void> record(Caller caller, String patientId, String resource, Action action) {
		return record(caller, List.of(patientId), resource, action);
	}

	/**
	 * Records an access to several patients' data, such as a dashboard; nothing is
	 * recorded where there are none.
	 * @param caller who
	 * @param patientIds whose data
	 * @param resource which data
	 * @param action reading or changing
	 */
	public Mono<Void> record(Caller caller, Collection<String> patientIds, String resource, Action action) {
		SortedSet<String> patients = new TreeSet<>(patientIds);
		if (patients.isEmpty()) {
			return Mono.empty();
		}
		Instant at = this.clock.instant();
		String id = id(caller, patients, resource, action, at);
		if (this.written.getIfPresent(id) != null) {
			return Mono.empty();
		}
		AccessRecord entry = new AccessRecord(id, caller.subject(), caller.actingRole().claim(), List.copyOf(patients),
				resource, action.name().toLowerCase(Locale.ROOT), "care", at, new AccessRecord.Content(caller.name()));
		return RECORDED_BEFORE_ANSWER
			.passed(this.outbox.insert(entry, this.outbox.event(RECORDED, id, id, entry.published())))
			.then()
			.onErrorResume(DuplicateKeyException.class, (_) -> Mono.empty())
			.doOnSuccess((_) -> this.written.put(id, true));
	}

	private static String id(Caller caller, SortedSet<String> patients, String resource, Action action, Instant at) {
		long bucket = at.getEpochSecond() / BUCKET.toSeconds();
		String text = String.join("\n", caller.subject(), String.join(",", patients), resource, action.name(), "care",
				Long.toString(bucket));
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * What was done to the data.
	 */
	public enum Action {

		/** It was shown. */
		READ,

		/** It was changed. */
		WRITE

	}

	@Document("accessRecords")
	record AccessRecord(@Id String id, String actorId, String actorRole, List<String> patientIds, String resource,
			String action, String purpose, Instant at, Content content) {

		Published published() {
			return new Published(this.id, this.actorId, this.actorRole, this.patientIds, this.resource, this.action,
					this.purpose, this.at, this.content);
		}

		List<PublishedState> states() {
			return this.patientIds.stream()
				.map((patientId) -> new PublishedState(this.id + ":" + patientId, 1, RECORDED, this.id, this.id,
						published()))
				.toList();
		}

		record Content(String actorName) {

		}

	}

	record Published(String accessId, String actorId, String actorRole, List<String> patientIds, String resource,
			String action, String purpose, Instant at, AccessRecord.Content content) {

	}

}
