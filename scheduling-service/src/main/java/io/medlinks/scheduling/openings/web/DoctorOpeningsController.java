package io.medlinks.scheduling.openings.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.openings.SuitableOpenings;
import io.medlinks.scheduling.openings.SuitableOpenings.Window;
import io.medlinks.scheduling.urgency.UrgencyLevel;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The first times that a doctor has for a patient.
 */
@RestController
class DoctorOpeningsController {

	private static final Duration LONGEST = Duration.ofDays(365);

	private static final int MOST = 100;

	private final SuitableOpenings openings;

	DoctorOpeningsController(SuitableOpenings openings) {
		this.openings = openings;
	}

	@Operation(summary = "List the first openings that fit a patient's urgency")
	@GetMapping("/api/doctor/patients/{id}/openings")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, patient = "id", resource = "appointments")
	Mono<SuitableOpeningsResponse> openings(Caller caller, @PathVariable String id,
			@RequestParam(required = false) @Nullable String within, @RequestParam(defaultValue = "5") int limit) {
		if (limit < 1 || limit > MOST) {
			throw Problem.validation("limit", "must be from 1 to " + MOST);
		}
		return this.openings.forPatient(caller.subject(), id, window(within), limit).map(SuitableOpeningsResponse::of);
	}

	private static @Nullable Window window(@Nullable String within) {
		if (within == null || within.isEmpty()) {
			return null;
		}
		Optional<UrgencyLevel> level = UrgencyLevel.named(within);
		if (level.isPresent()) {
			return new Window(level.get().window(), false);
		}
		try {
			Duration length = Duration.parse(within);
			if (length.isPositive() && length.compareTo(LONGEST) <= 0) {
				return new Window(length, true);
			}
		}
		catch (DateTimeException ex) {
			// answered below, like a duration out of range
		}
		throw Problem.validation("within",
				"must be a duration such as PT4H or P3D, at most 365 days, or a level such as same-day");
	}

}
