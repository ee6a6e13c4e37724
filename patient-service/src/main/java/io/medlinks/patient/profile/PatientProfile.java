package io.medlinks.patient.profile;

import java.util.List;

import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A patient.
 *
 * @param id the patient; the account's subject
 * @param version counts from 1
 * @param content what the patient tells
 * @param appliedKeys the changes seen lately
 */
@Document("patients")
record PatientProfile(@Id String id, long version, ProfileContent content, List<AppliedKey> appliedKeys) {

	PatientProfile(String id, long version, ProfileContent content, @Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.version = version;
		this.content = content;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static PatientProfile created(String id, ProfileContent content, AppliedKey by) {
		return new PatientProfile(id, 1, content, List.of(by));
	}

	PatientProfile changed(ProfileContent content) {
		return new PatientProfile(this.id, this.version + 1, content, this.appliedKeys);
	}

}
