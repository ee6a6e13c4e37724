package io.medlinks.patient.invitation.web;

import io.medlinks.patient.invitation.InvitationView;
import io.medlinks.patient.invitation.Invitations;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The doctor's end of invitations.
 */
@RestController
class DoctorInvitationController {

	private final Invitations invitations;

	DoctorInvitationController(Invitations invitations) {
		this.invitations = invitations;
	}

	@Operation(summary = "Invite a patient, with the record that they begin with")
	@PostMapping("/api/doctor/patients")
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.DOCTOR, relationship = Relationship.NONE)
	Mono<InvitationView> invite(Caller caller, IdempotencyKey key, @Valid @RequestBody InvitePatientRequest request) {
		return this.invitations.invite(caller, request.content(), request.email(), key);
	}

	@Operation(summary = "List whom I invited, the newest first")
	@GetMapping("/api/doctor/invitations")
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN, resource = "invitations")
	Mono<Page<InvitationView>> invitations(Caller caller, PageRequest page) {
		return this.invitations.of(caller.subject(), page);
	}

	@Operation(summary = "Send an invitation again, 10 minutes after the last time at the earliest")
	@PostMapping("/api/doctor/invitations/{id}/mail")
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN, resource = "invitations")
	Mono<InvitationView> sendAgain(Caller caller, IdempotencyKey key, @PathVariable String id) {
		return this.invitations.sendAgain(caller.subject(), id, key);
	}

}
