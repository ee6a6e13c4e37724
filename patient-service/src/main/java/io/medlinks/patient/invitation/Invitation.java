package io.medlinks.patient.invitation;

import java.time.Instant;
import java.util.List;

import io.medlinks.patient.profile.ProfileContent;
import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A doctor's invitation of one person, and how far it was carried out.
 *
 * @param id made of the doctor and the idempotency key; also the name of the account that
 * it makes
 * @param doctorId who invites
 * @param doctorName who that is, for the access log
 * @param email where mail reaches the person, in small letters
 * @param name what they are called
 * @param fingerprint tells whether a repetition says the same
 * @param content the record that the doctor typed; null once it is no longer needed here
 * @param patientId whose account it is; null while or because it is not known
 * @param made whether the account was made by this invitation
 * @param state what became of it; one that nobody answered in time still says
 * {@code INVITED}
 * @param invitedAt when it was made
 * @param sentAt when the doctor wanted it sent last
 * @param expiresAt until when it can be answered
 * @param acceptingUntil until when the doctor may be being let in, so that it cannot be
 * declined; null before anybody accepted
 * @param decidedAt when it was answered; null before that
 * @param dueAt when there is something to carry out; null for nothing
 * @param attempts how often that failed in a row
 * @param leaseUntil until when whoever took it has it
 * @param leaseId who has it; null for nobody
 * @param appliedKeys the changes seen lately
 */
@Document("invitations")
@CompoundIndex(name = "doctor", def = "{'doctorId': 1, 'invitedAt': 1, '_id': 1}")
@CompoundIndex(name = "address", def = "{'doctorId': 1, 'email': 1}")
record Invitation(@Id String id, String doctorId, String doctorName, String email, String name, String fingerprint,
		@Nullable ProfileContent content, @Indexed @Nullable String patientId, boolean made, InvitationState state,
		Instant invitedAt, Instant sentAt, Instant expiresAt, @Nullable Instant acceptingUntil,
		@Nullable Instant decidedAt, @Indexed @Nullable Instant dueAt, int attempts, Instant leaseUntil,
		@Nullable String leaseId, List<AppliedKey> appliedKeys) {

	Invitation(String id, String doctorId, String doctorName, String email, String name, String fingerprint,
			@Nullable ProfileContent content, @Nullable String patientId, boolean made, InvitationState state,
			Instant invitedAt, Instant sentAt, Instant expiresAt, @Nullable Instant acceptingUntil,
			@Nullable Instant decidedAt, @Nullable Instant dueAt, int attempts, Instant leaseUntil,
			@Nullable String leaseId, @Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.doctorId = doctorId;
		this.doctorName = doctorName;
		this.email = email;
		this.name = name;
		this.fingerprint = fingerprint;
		this.content = content;
		this.patientId = patientId;
		this.made = made;
		this.state = state;
		this.invitedAt = invitedAt;
		this.sentAt = sentAt;
		this.expiresAt = expiresAt;
		this.acceptingUntil = acceptingUntil;
		this.decidedAt = decidedAt;
		this.dueAt = dueAt;
		this.attempts = attempts;
		this.leaseUntil = leaseUntil;
		this.leaseId = leaseId;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static Invitation of(String id, String doctorId, String doctorName, ProfileContent content, String email,
			String fingerprint, Instant now, Instant expiresAt) {
		return new Invitation(id, doctorId, doctorName, email, content.name(), fingerprint, content, null, false,
				InvitationState.INVITED, now, now, expiresAt, null, null, now, 0, Instant.EPOCH, null, List.of());
	}

	boolean isOpen(Instant now) {
		return this.state == InvitationState.INVITED && this.expiresAt.isAfter(now);
	}

	InvitationState stateAt(Instant now) {
		return (this.state == InvitationState.INVITED && !isOpen(now)) ? InvitationState.EXPIRED : this.state;
	}

	/** The parts of the name, as an account has them. */
	String firstName() {
		int blank = this.name.lastIndexOf(' ');
		return (blank > 0) ? this.name.substring(0, blank) : this.name;
	}

	String lastName() {
		int blank = this.name.lastIndexOf(' ');
		return (blank > 0) ? this.name.substring(blank + 1) : "";
	}

	@Override
	public String toString() {
		return "Invitation[" + this.id + ", " + this.state + "]";
	}

}
