package io.medlinks.patient.careteam;

import java.time.Instant;
import java.util.List;

import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Lets a doctor see a patient's record, or did.
 *
 * @param id the patient's and the doctor's id, {@code <patientId>:<doctorId>}
 * @param version counts each opening and closing, from 1
 * @param patientId the patient
 * @param doctorId the doctor
 * @param active whether the doctor may see the record now
 * @param since when it was opened last
 * @param until when it was closed; null while it is open
 * @param appliedKeys the changes seen lately
 */
@Document("careTeamLinks")
record CareTeamLink(@Id String id, long version, @Indexed String patientId, @Indexed String doctorId, boolean active,
		Instant since, @Nullable Instant until, List<AppliedKey> appliedKeys) {

	CareTeamLink(String id, long version, String patientId, String doctorId, boolean active, Instant since,
			@Nullable Instant until, @Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.version = version;
		this.patientId = patientId;
		this.doctorId = doctorId;
		this.active = active;
		this.since = since;
		this.until = until;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static String id(String patientId, String doctorId) {
		return patientId + ":" + doctorId;
	}

	static CareTeamLink opened(String patientId, String doctorId, Instant at, AppliedKey by) {
		return new CareTeamLink(id(patientId, doctorId), 1, patientId, doctorId, true, at, null, List.of(by));
	}

	CareTeamLink reopen(Instant at) {
		return new CareTeamLink(this.id, this.version + 1, this.patientId, this.doctorId, true, at, null,
				this.appliedKeys);
	}

	CareTeamLink close(Instant at) {
		return new CareTeamLink(this.id, this.version + 1, this.patientId, this.doctorId, false, this.since, at,
				this.appliedKeys);
	}

}
