package io.medlinks.patient.profile.web;

import io.medlinks.patient.profile.ProfileView;
import io.medlinks.patient.profile.Profiles;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.version.ExpectedVersion;
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
 * The patient's own profile.
 */
@RestController
@RequestMapping("/api/patient/profile")
class ProfileController {

	private final Profiles profiles;

	ProfileController(Profiles profiles) {
		this.profiles = profiles;
	}

	@Operation(summary = "Read my profile; 404 where I have not filled it in yet")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "profile")
	Mono<ResponseEntity<ProfileView>> profile(Caller caller) {
		return this.profiles.profile(caller.subject()).map(ProfileController::tagged);
	}

	@Operation(summary = "Fill in my profile, without If-Match, or change it, with If-Match")
	@PutMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "profile")
	Mono<ResponseEntity<ProfileView>> put(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@Valid @RequestBody PutProfileRequest request) {
		return this.profiles.put(caller.subject(), expected, request.content(), key).map(ProfileController::tagged);
	}

	private static ResponseEntity<ProfileView> tagged(ProfileView profile) {
		return ResponseEntity.ok().eTag(ExpectedVersion.tag(profile.version())).body(profile);
	}

}
