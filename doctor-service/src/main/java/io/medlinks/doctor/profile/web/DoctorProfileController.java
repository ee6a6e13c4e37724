package io.medlinks.doctor.profile.web;

import io.medlinks.doctor.profile.DoctorView;
import io.medlinks.doctor.profile.Doctors;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.version.ExpectedVersion;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The doctor's own profile, also before the approval.
 */
@RestController
@RequestMapping("/api/doctor/profile")
class DoctorProfileController {

	private final Doctors doctors;

	DoctorProfileController(Doctors doctors) {
		this.doctors = doctors;
	}

	@Operation(summary = "Read my profile; 404 where I have not filled it in yet")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN, resource = "profile", approved = false)
	Mono<ResponseEntity<DoctorView>> profile(Caller caller) {
		return this.doctors.profile(caller.subject()).map(DoctorProfileController::tagged);
	}

	@Operation(summary = "Fill in my profile, without If-Match, or change it, with If-Match")
	@PutMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN, resource = "profile", approved = false)
	Mono<ResponseEntity<DoctorView>> put(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@Valid @RequestBody PutDoctorRequest request) {
		return this.doctors.put(caller.subject(), expected, request.content(), key)
			.map(DoctorProfileController::tagged);
	}

	private static ResponseEntity<DoctorView> tagged(DoctorView doctor) {
		return ResponseEntity.ok().eTag(ExpectedVersion.tag(doctor.version())).body(doctor);
	}

}
