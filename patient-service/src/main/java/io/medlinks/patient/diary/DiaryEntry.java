package io.medlinks.patient.diary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An entry with all its versions. A change appends; nothing is ever overwritten.
 *
 * @param id the entry
 * @param patientId whose it is
 * @param version the current version's number
 * @param receivedAt when the first version was received
 * @param origin how it came to the diary
 * @param current how the entry is now
 * @param earlier how it was before, oldest first
 * @param fingerprint tells a repetition of the first request from another one
 * @param appliedKeys the changes seen lately
 */
@Document("diaryEntries")
@CompoundIndex(name = "patient_happened", def = "{'patientId': 1, 'current.happenedAt.at': -1, '_id': -1}")
record DiaryEntry(@Id String id, String patientId, long version, Instant receivedAt, EntryOrigin origin,
		EntryVersion current, List<EntryVersion> earlier, String fingerprint, List<AppliedKey> appliedKeys) {

	static final int MOST_VERSIONS = 200;

	DiaryEntry(String id, String patientId, long version, Instant receivedAt, @Nullable EntryOrigin origin,
			EntryVersion current, @Nullable List<EntryVersion> earlier, String fingerprint,
			@Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.patientId = patientId;
		this.version = version;
		this.receivedAt = receivedAt;
		this.origin = (origin != null) ? origin : EntryOrigin.DIARY;
		this.current = current;
		this.earlier = (earlier != null) ? List.copyOf(earlier) : List.of();
		this.fingerprint = fingerprint;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static DiaryEntry logged(String id, String patientId, EntryContent content, String fingerprint, Instant at) {
		return first(id, patientId, EntryOrigin.DIARY, content, fingerprint, at);
	}

	static DiaryEntry first(String id, String patientId, EntryOrigin origin, EntryContent content, String fingerprint,
			Instant at) {
		return new DiaryEntry(id, patientId, 1, at, origin, EntryVersion.first(content, at), List.of(), fingerprint,
				List.of());
	}

	DiaryEntry amend(EntryContent content, @Nullable PatientText reason, Instant at) {
		requireChangeable();
		return followedBy(this.current.amended(content, reason, at));
	}

	DiaryEntry withdraw(@Nullable PatientText reason, Instant at) {
		if (this.current.status() == EntryStatus.WITHDRAWN) {
			throw alreadyWithdrawn();
		}
		return followedBy(this.current.withdrawn(reason, at));
	}

	/** All versions, the newest first. */
	List<EntryVersion> versions() {
		List<EntryVersion> versions = new ArrayList<>(this.earlier);
		versions.add(this.current);
		Collections.reverse(versions);
		return versions;
	}

	private DiaryEntry followedBy(EntryVersion next) {
		List<EntryVersion> before = new ArrayList<>(this.earlier);
		before.add(this.current);
		return new DiaryEntry(this.id, this.patientId, next.version(), this.receivedAt, this.origin, next, before,
				this.fingerprint, this.appliedKeys);
	}

	private void requireChangeable() {
		if (this.current.status() == EntryStatus.WITHDRAWN) {
			throw alreadyWithdrawn();
		}
		// one place is left for taking it back
		if (this.version >= MOST_VERSIONS - 1) {
			throw Problem.conflict("too-many-versions", "This entry was changed too often",
					"Log a new entry instead; this one stays as it is.");
		}
	}

	private static Problem alreadyWithdrawn() {
		return Problem.conflict("entry-withdrawn", "This entry was withdrawn",
				"A withdrawn entry cannot be changed any more. Log a new entry instead.");
	}

}
