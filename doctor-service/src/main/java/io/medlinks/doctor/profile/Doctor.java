package io.medlinks.doctor.profile;

import java.util.List;

import io.medlinks.doctor.search.FoldedName;
import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A doctor.
 *
 * @param id the doctor; the account's subject
 * @param version counts from 1
 * @param content what the doctor tells
 * @param foldedName the name as it is searched and sorted
 * @param approved whether an operator approved the doctor
 * @param appliedKeys the changes seen lately
 */
@Document("doctors")
@CompoundIndex(def = "{'approved': 1, 'foldedName': 1, '_id': 1}")
record Doctor(@Id String id, long version, DoctorContent content, String foldedName, boolean approved,
		List<AppliedKey> appliedKeys) {

	Doctor(String id, long version, DoctorContent content, String foldedName, boolean approved,
			@Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.version = version;
		this.content = content;
		this.foldedName = foldedName;
		this.approved = approved;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static Doctor created(String id, DoctorContent content, AppliedKey by) {
		return new Doctor(id, 1, content, FoldedName.of(content.name()).value(), false, List.of(by));
	}

	Doctor changed(DoctorContent content) {
		return new Doctor(this.id, this.version + 1, content, FoldedName.of(content.name()).value(), this.approved,
				this.appliedKeys);
	}

	Doctor decided(boolean approved) {
		return new Doctor(this.id, this.version + 1, this.content, this.foldedName, approved, this.appliedKeys);
	}

}
