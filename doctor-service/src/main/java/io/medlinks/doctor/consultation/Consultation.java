package io.medlinks.doctor.consultation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A consultation with all its versions. A change appends; nothing is ever overwritten.
 *
 * @param id the consultation
 * @param patientId whom it is about
 * @param doctorId its author
 * @param doctorName the author's name then
 * @param version the current version's number
 * @param covers the versions of entries that it answers; empty for an entry of the
 * doctor's own. They are what the doctor looked at then and never change.
 * @param recordedAt when the first version was recorded
 * @param current how it is now
 * @param earlier how it was before, oldest first
 * @param fingerprint tells a repetition of the first request from another one
 * @param appliedKeys the changes seen lately
 */
@Document("consultations")
@CompoundIndex(name = "patient_happened", def = "{'patientId': 1, 'current.happenedAt.at': -1, '_id': -1}")
record Consultation(@Id String id, String patientId, String doctorId, String doctorName, long version,
		List<EntryVersion> covers, Instant recordedAt, ConsultationVersion current, List<ConsultationVersion> earlier,
		String fingerprint, List<AppliedKey> appliedKeys) {

	static final int MOST_VERSIONS = 200;

	Consultation(String id, String patientId, String doctorId, String doctorName, long version,
			@Nullable List<EntryVersion> covers, Instant recordedAt, ConsultationVersion current,
			@Nullable List<ConsultationVersion> earlier, String fingerprint, @Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.patientId = patientId;
		this.doctorId = doctorId;
		this.doctorName = doctorName;
		this.version = version;
		this.covers = (covers != null) ? List.copyOf(covers) : List.of();
		this.recordedAt = recordedAt;
		this.current = current;
		this.earlier = (earlier != null) ? List.copyOf(earlier) : List.of();
		this.fingerprint = fingerprint;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static Consultation recorded(String id, String patientId, String doctorId, String doctorName,
			List<EntryVersion> covers, ConsultationContent content, String fingerprint, Instant at) {
		return new Consultation(id, patientId, doctorId, doctorName, 1, covers, at,
				ConsultationVersion.first(content, at), List.of(), fingerprint, List.of());
	}

	Consultation amend(ConsultationContent content, PatientText reason, Instant at) {
		requireChangeable();
		return followedBy(this.current.amended(content, reason, at));
	}

	Consultation retract(PatientText reason, Instant at) {
		if (this.current.isRetracted()) {
			throw alreadyRetracted();
		}
		return followedBy(this.current.retracted(reason, at));
	}

	/**
	 * All versions as a doctor may read them, the newest first. What was entered in error
	 * may be about somebody else, so only its author still sees what it said.
	 * @param readerId the doctor who reads
	 */
	List<ConsultationVersion> versionsFor(String readerId) {
		List<ConsultationVersion> versions = new ArrayList<>(this.earlier);
		versions.add(this.current);
		Collections.reverse(versions);
		return versions.stream().map((version) -> shownTo(readerId, version)).toList();
	}

	/**
	 * The current version as a doctor may read it.
	 * @param readerId the doctor who reads
	 */
	ConsultationVersion currentFor(String readerId) {
		return shownTo(readerId, this.current);
	}

	private ConsultationVersion shownTo(String readerId, ConsultationVersion version) {
		if (this.doctorId.equals(readerId)) {
			return version;
		}
		return this.current.isRetracted() ? version.withoutContent() : version.withoutNotes();
	}

	private Consultation followedBy(ConsultationVersion next) {
		List<ConsultationVersion> before = new ArrayList<>(this.earlier);
		before.add(this.current);
		return new Consultation(this.id, this.patientId, this.doctorId, this.doctorName, next.version(), this.covers,
				this.recordedAt, next, before, this.fingerprint, this.appliedKeys);
	}

	private void requireChangeable() {
		if (this.current.isRetracted()) {
			throw alreadyRetracted();
		}
		// one place is left for taking it back
		if (this.version >= MOST_VERSIONS - 1) {
			throw Problem.conflict("too-many-versions", "This consultation was changed too often",
					"Record a new one instead; this one stays as it is.");
		}
	}

	private static Problem alreadyRetracted() {
		return Problem.conflict("consultation-retracted", "This consultation was taken back",
				"What was entered in error cannot be changed any more. Record a new consultation instead.");
	}

}
