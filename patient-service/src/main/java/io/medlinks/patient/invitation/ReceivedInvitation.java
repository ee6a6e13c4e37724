package io.medlinks.patient.invitation;

import java.time.Instant;

import io.medlinks.patient.careteam.DoctorView;

/**
 * An invitation as the patient sees it.
 *
 * @param id the invitation
 * @param doctorId who invites
 * @param doctorName the doctor's name with title
 * @param specialty what the doctor is specialised in
 * @param invitedAt when the doctor invited
 * @param expiresAt until when it can be answered
 */
public record ReceivedInvitation(String id, String doctorId, String doctorName, String specialty, Instant invitedAt,
		Instant expiresAt) {

	static ReceivedInvitation of(Invitation invitation, DoctorView doctor) {
		return new ReceivedInvitation(invitation.id(), invitation.doctorId(), doctor.name(), doctor.specialty(),
				invitation.invitedAt(), invitation.expiresAt());
	}

}
