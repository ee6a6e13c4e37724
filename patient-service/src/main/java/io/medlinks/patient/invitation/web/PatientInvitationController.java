package io.medlinks.patient.invitation.web;

import io.medlinks.patient.invitation.Invitations;
import io.medlinks.patient.invitation.ReceivedInvitation;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The patient's end of invitations.
 */
@RestController
@RequestMapping("/api/patient/invitations")
class PatientInvitationController {

	private final Invitations invitations;

	PatientInvitationController(Invitations invitations) {
		this.invitations = invitations;
	}

	@Operation(summary = "List the doctors who ask to see my record")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "invitations")
	Mono<Page<ReceivedInvitation>> invitations(Caller caller) {
		return this.invitations.receivedBy(caller.subject()).map(Page::whole);
	}

	@Operation(summary = "Let the doctor who invited me see my record; accepted before, nothing changes")
	@PostMapping("/{id}/acceptance")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "invitations")
	Mono<Void> accept(Caller caller, IdempotencyKey key, @PathVariable String id) {
		return this.invitations.accept(caller.subject(), id, key);
	}

	@Operation(summary = "Decline an invitation; declined before, nothing changes")
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "invitations")
	Mono<Void> decline(Caller caller, IdempotencyKey key, @PathVariable String id) {
		return this.invitations.decline(caller.subject(), id);
	}

}
