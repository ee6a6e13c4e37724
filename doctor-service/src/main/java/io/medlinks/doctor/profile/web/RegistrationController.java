package io.medlinks.doctor.profile.web;

import io.medlinks.doctor.profile.Doctors;
import io.medlinks.doctor.profile.RegistrationView;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Registration of doctors, for whoever is signed in.
 */
@RestController
@RequestMapping("/api/registration/doctor")
class RegistrationController {

	private final Doctors doctors;

	RegistrationController(Doctors doctors) {
		this.doctors = doctors;
	}

	@Operation(summary = "Read how my registration as a doctor stands")
	@GetMapping
	@Policy(role = Role.ANYONE, relationship = Relationship.OWN, resource = "registration", approved = false)
	Mono<RegistrationView> registration(Caller caller) {
		return this.doctors.registration(caller.subject());
	}

	@Operation(summary = "Register as a doctor, correct what waits for a decision, or try again after a refusal")
	@PostMapping
	@Policy(role = Role.ANYONE, relationship = Relationship.OWN, resource = "registration", approved = false)
	Mono<RegistrationView> register(Caller caller, IdempotencyKey key,
			@Valid @RequestBody RegisterDoctorRequest request) {
		if (caller.is(Role.OPERATOR)) {
			return Mono.error(Problem.conflict("operator-account", "Operators cannot be doctors",
					"An operator's account decides about registrations. Register with an account of your own."));
		}
		return this.doctors.register(caller.subject(), request.form(), key);
	}

}
