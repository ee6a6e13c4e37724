package io.medlinks.doctor.profile.web;

import io.medlinks.doctor.profile.DoctorView;
import io.medlinks.doctor.profile.Doctors;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The doctors that a patient can choose from.
 */
@RestController
@RequestMapping("/api/patient/doctors")
class PatientDoctorsController {

	private final Doctors doctors;

	PatientDoctorsController(Doctors doctors) {
		this.doctors = doctors;
	}

	@Operation(summary = "List the approved doctors by name")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.NONE)
	Mono<Page<ApprovedDoctor>> doctors(
			@Parameter(description = "The beginning of a word of the name, without regard to case and accents; "
					+ "100 characters at the most.") @RequestParam(required = false) @Nullable String q,
			PageRequest page) {
		return this.doctors.approved(q, page).map((doctors) -> doctors.map(ApprovedDoctor::of));
	}

	/**
	 * A doctor as patients see them.
	 */
	record ApprovedDoctor(String doctorId, String name, String specialty, @Nullable String practice, String zone) {

		static ApprovedDoctor of(DoctorView doctor) {
			return new ApprovedDoctor(doctor.id(), doctor.name(), doctor.specialty(), doctor.practice(), doctor.zone());
		}

	}

}
