package io.medlinks.patient.invitation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An invitation as the doctor who made it sees it: what they typed and what was answered,
 * and nothing that tells whether the address had an account.
 *
 * @param id the invitation
 * @param name what the person is called
 * @param email where mail reaches them
 * @param state what became of it
 * @param invitedAt when it was made
 * @param sentAt when it was sent last
 * @param expiresAt until when it can be answered
 * @param decidedAt when it was answered; null before that
 */
public record InvitationView(String id, String name, String email, InvitationState state, Instant invitedAt,
		Instant sentAt, Instant expiresAt, @Nullable Instant decidedAt) {

	static InvitationView of(Invitation invitation, Instant now) {
		return new InvitationView(invitation.id(), invitation.name(), invitation.email(), invitation.stateAt(now),
				invitation.invitedAt(), invitation.sentAt(), invitation.expiresAt(), invitation.decidedAt());
	}

}
