package io.medlinks.doctor.profile.web;

import io.medlinks.doctor.profile.Doctors;
import io.medlinks.doctor.profile.RegisteredDoctor;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Operators approve doctors and withdraw the approval.
 */
@RestController
@RequestMapping("/api/operator/doctors")
class OperatorDoctorsController {

	private final Doctors doctors;

	OperatorDoctorsController(Doctors doctors) {
		this.doctors = doctors;
	}

	@Operation(summary = "List all doctors by name, or those who wait for a decision")
	@GetMapping
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Page<RegisteredDoctor>> doctors(
			@Parameter(description = "Whether only those are listed who wait for a decision.") @RequestParam(
					defaultValue = "false") boolean waiting,
			PageRequest page) {
		return waiting ? this.doctors.waiting(page) : this.doctors.all(page);
	}

	@Operation(summary = "Approve a doctor; approved already, nothing changes")
	@PostMapping("/{id}/approval")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Void> approve(@PathVariable String id, IdempotencyKey key) {
		return this.doctors.decide(id, true, key);
	}

	@Operation(summary = "Decline a registration, with a reason that the doctor is told")
	@PostMapping("/{id}/refusal")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Void> decline(@PathVariable String id, IdempotencyKey key, @Valid @RequestBody DeclineRequest request) {
		return this.doctors.decline(id, request.reason().strip(), key);
	}

	@Operation(summary = "Withdraw a doctor's approval at once")
	@DeleteMapping("/{id}/approval")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Void> withdraw(@PathVariable String id, IdempotencyKey key) {
		return this.doctors.decide(id, false, key);
	}

}
