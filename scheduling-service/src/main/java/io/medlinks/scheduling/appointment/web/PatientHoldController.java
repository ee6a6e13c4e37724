package io.medlinks.scheduling.appointment.web;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.appointment.HoldView;
import io.medlinks.scheduling.appointment.Holds.HoldingRequest;
import io.medlinks.scheduling.appointment.Holds;
import io.medlinks.scheduling.availability.Years;
import io.medlinks.scheduling.people.People;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The one time that is kept while a patient fills in the form.
 */
@RestController
@RequestMapping("/api/patient/appointments/holds")
class PatientHoldController {

	private final Holds holds;

	private final People people;

	PatientHoldController(Holds holds, People people) {
		this.holds = holds;
		this.people = people;
	}

	@Operation(summary = "Keep a time for me while I fill in the form; the one kept before is let go")
	@PostMapping
	@ApiResponse(responseCode = "201", description = "Kept")
	@ApiResponse(responseCode = "409", description = "The time cannot be had.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(implementation = UnavailableTime.class)))
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<HoldView> hold(Caller caller, IdempotencyKey key, @Valid @RequestBody HoldRequest request) {
		HoldingRequest wish = new HoldingRequest(key.aggregateId(), IdempotencyKey.fingerprint(request),
				caller.subject(), request.doctorId(), Years.checked("start", request.start()), request.visitType());
		return this.people.isInCare(request.doctorId(), caller.subject())
			.filter(Boolean::booleanValue)
			.switchIfEmpty(Mono.error(() -> Problem
				.forbidden("This doctor is not in your care team. Add the doctor under 'My doctors' first.")))
			.flatMap((_) -> this.holds.hold(wish));
	}

	@Operation(summary = "Let go of the time that is kept for me, if there is one")
	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<Void> release(Caller caller) {
		return this.holds.release(caller.subject());
	}

}
