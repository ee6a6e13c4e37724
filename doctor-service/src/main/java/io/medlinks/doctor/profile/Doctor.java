package io.medlinks.doctor.profile;

import java.time.Instant;
import java.util.List;

import io.medlinks.doctor.search.FoldedName;
import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
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
 * @param registration what the doctor told the operators; null where nothing
 * @param roleDueAt when the account is to be given the role or to lose it, as the
 * approval says; null where it has what it should
 */
@Document("doctors")
@CompoundIndex(def = "{'approved': 1, 'foldedName': 1, '_id': 1}")
record Doctor(@Id String id, long version, DoctorContent content, String foldedName, boolean approved,
		List<AppliedKey> appliedKeys, @Nullable Registration registration, @Indexed @Nullable Instant roleDueAt) {

	Doctor(String id, long version, DoctorContent content, String foldedName, boolean approved,
			@Nullable List<AppliedKey> appliedKeys, @Nullable Registration registration, @Nullable Instant roleDueAt) {
		this.id = id;
		this.version = version;
		this.content = content;
		this.foldedName = foldedName;
		this.approved = approved;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
		this.registration = registration;
		this.roleDueAt = roleDueAt;
	}

	static Doctor created(String id, DoctorContent content, AppliedKey by) {
		return new Doctor(id, 1, content, FoldedName.of(content.name()).value(), false, List.of(by), null, null);
	}

	static Doctor registered(String id, DoctorContent content, Registration registration, AppliedKey by) {
		return new Doctor(id, 1, content, FoldedName.of(content.name()).value(), false, List.of(by), registration,
				null);
	}

	Doctor registered(DoctorContent content, Registration registration) {
		return new Doctor(this.id, this.version + 1, content, FoldedName.of(content.name()).value(), this.approved,
				this.appliedKeys, registration, this.roleDueAt);
	}

	Doctor changed(DoctorContent content) {
		return new Doctor(this.id, this.version + 1, content, FoldedName.of(content.name()).value(), this.approved,
				this.appliedKeys, this.registration, this.roleDueAt);
	}

	Doctor decided(boolean approved, Instant at) {
		Registration decided = (this.registration != null) ? this.registration
			.decided(approved ? RegistrationState.APPROVED : RegistrationState.WITHDRAWN, null, at) : null;
		return new Doctor(this.id, this.version + 1, this.content, this.foldedName, approved, this.appliedKeys, decided,
				at);
	}

	Doctor declined(Registration declined) {
		return new Doctor(this.id, this.version + 1, this.content, this.foldedName, false, this.appliedKeys, declined,
				this.roleDueAt);
	}

	/** Where the doctor stands; one who only filled in the profile waits as well. */
	RegistrationState state() {
		if (this.approved) {
			return RegistrationState.APPROVED;
		}
		return (this.registration != null) ? this.registration.state() : RegistrationState.WAITING;
	}

}
