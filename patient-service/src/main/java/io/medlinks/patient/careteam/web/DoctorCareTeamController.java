package io.medlinks.patient.careteam.web;

import io.medlinks.patient.careteam.CareTeam;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.CareAccess;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The doctor's end of a care-team link.
 */
@RestController
@RequestMapping("/api/doctor/patients/{id}")
class DoctorCareTeamController {

	private static final String RESOURCE = "care-team";

	private final CareTeam careTeam;

	private final CareAccess care;

	DoctorCareTeamController(CareTeam careTeam, CareAccess care) {
		this.careTeam = careTeam;
		this.care = care;
	}

	@Operation(summary = "End the care of a patient, and with it my access")
	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE_ASKED, resource = RESOURCE)
	Mono<Void> endCare(Caller caller, IdempotencyKey key, @PathVariable String id) {
		// The same request, come through before, is what took the permission away.
		return this.care.require(caller, id, RESOURCE, Action.WRITE)
			.onErrorResume(Problem.class,
					(refusal) -> this.careTeam.isClosedBy(id, caller.subject(), key)
						.flatMap((closed) -> closed ? Mono.empty() : Mono.error(refusal)))
			.then(Mono.defer(() -> this.careTeam.close(id, caller.subject(), key)));
	}

}
