package io.medlinks.patient.careteam.web;

import io.medlinks.patient.careteam.CareTeam;
import io.medlinks.patient.careteam.CareTeamMember;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The patient's own care team.
 */
@RestController
@RequestMapping("/api/patient/care-team")
class PatientCareTeamController {

	private final CareTeam careTeam;

	PatientCareTeamController(CareTeam careTeam) {
		this.careTeam = careTeam;
	}

	@Operation(summary = "List the doctors who may see my record, or could")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "care-team")
	Mono<Page<CareTeamMember>> members(Caller caller) {
		return this.careTeam.members(caller.subject()).map(Page::whole);
	}

	@Operation(summary = "Let a doctor see my record")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "care-team")
	Mono<CareTeamMember> open(Caller caller, IdempotencyKey key, @Valid @RequestBody OpenLinkRequest request) {
		return this.careTeam.open(caller.subject(), request.doctorId(), key);
	}

	@Operation(summary = "End a doctor's access at once")
	@DeleteMapping("/{doctorId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "care-team")
	Mono<Void> close(Caller caller, IdempotencyKey key, @PathVariable String doctorId) {
		return this.careTeam.close(caller.subject(), doctorId, key);
	}

}
