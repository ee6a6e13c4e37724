package io.medlinks.doctor.profile.web;

import io.medlinks.doctor.profile.DoctorView;
import io.medlinks.doctor.profile.Doctors;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
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

	@Operation(summary = "List all doctors by name")
	@GetMapping
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Page<RegisteredDoctor>> doctors(PageRequest page) {
		return this.doctors.all(page).map((doctors) -> doctors.map(RegisteredDoctor::of));
	}

	@Operation(summary = "Approve a doctor; approved already, nothing changes")
	@PostMapping("/{id}/approval")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Void> approve(@PathVariable String id) {
		return this.doctors.decide(id, true);
	}

	@Operation(summary = "Withdraw a doctor's approval at once")
	@DeleteMapping("/{id}/approval")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Void> withdraw(@PathVariable String id) {
		return this.doctors.decide(id, false);
	}

	/**
	 * A doctor as operators see them.
	 */
	record RegisteredDoctor(String doctorId, String name, String specialty, @Nullable String practice,
			boolean approved) {

		static RegisteredDoctor of(DoctorView doctor) {
			return new RegisteredDoctor(doctor.id(), doctor.name(), doctor.specialty(), doctor.practice(),
					doctor.approved());
		}

	}

}
