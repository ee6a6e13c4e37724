package io.medlinks.scheduling.availability.web;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.version.ExpectedVersion;
import io.medlinks.scheduling.availability.Availabilities;
import io.medlinks.scheduling.availability.Availability;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The doctor's own hours.
 */
@RestController
@RequestMapping("/api/doctor/availability")
class AvailabilityController {

	private final Availabilities availabilities;

	AvailabilityController(Availabilities availabilities) {
		this.availabilities = availabilities;
	}

	@Operation(summary = "Read my hours; 404 where I have told none yet")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN)
	Mono<ResponseEntity<AvailabilityResponse>> availability(Caller caller) {
		return this.availabilities.of(caller.subject())
			.switchIfEmpty(Mono.error(() -> Problem.notFound("You have told no hours yet.")))
			.map(AvailabilityController::tagged);
	}

	@Operation(summary = "Tell my hours, without If-Match, or change them, with If-Match; what is booked stays")
	@PutMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN)
	Mono<ResponseEntity<AvailabilityResponse>> put(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@Valid @RequestBody PutAvailabilityRequest request) {
		return this.availabilities.put(caller.subject(), expected, request.hours(), key)
			.map(AvailabilityController::tagged);
	}

	private static ResponseEntity<AvailabilityResponse> tagged(Availability availability) {
		return ResponseEntity.ok()
			.eTag(ExpectedVersion.tag(availability.version()))
			.body(AvailabilityResponse.of(availability));
	}

}
