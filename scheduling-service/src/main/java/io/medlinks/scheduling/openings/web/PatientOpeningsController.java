package io.medlinks.scheduling.openings.web;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import io.medlinks.platform.paging.Page;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.availability.Years;
import io.medlinks.scheduling.openings.OpeningView;
import io.medlinks.scheduling.openings.Openings;
import io.medlinks.scheduling.people.People;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The times that patients can have with their doctors.
 */
@RestController
class PatientOpeningsController {

	private static final int USUAL_DAYS = 14;

	private static final int MOST_DAYS = 62;

	private final Openings openings;

	private final People people;

	PatientOpeningsController(Openings openings, People people) {
		this.openings = openings;
		this.people = people;
	}

	@Operation(summary = "List the times that I can have with a doctor of my care team")
	@GetMapping("/api/patient/doctors/{id}/openings")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<Page<OpeningView>> openings(Caller caller, @PathVariable String id,
			@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(required = false) @Nullable String visitType) {
		int days = days(from, to);
		VisitType type = (visitType != null) ? VisitType.of(visitType) : null;
		return this.people.isInCare(id, caller.subject())
			.filter(Boolean::booleanValue)
			.switchIfEmpty(Mono.error(() -> Problem
				.forbidden("This doctor is not in your care team. Add the doctor under 'My doctors' first.")))
			.flatMap((_) -> this.openings.onDays(id, caller.subject(), from, days, type)
				.map(OpeningView::of)
				.collectList())
			.map(Page::whole);
	}

	private static int days(@Nullable LocalDate from, @Nullable LocalDate to) {
		Years.checked("from", from);
		Years.checked("to", to);
		if (to == null) {
			return USUAL_DAYS;
		}
		if (from == null) {
			throw Problem.validation("from", "is required together with 'to'");
		}
		long days = ChronoUnit.DAYS.between(from, to) + 1;
		if (days < 1 || days > MOST_DAYS) {
			throw Problem.validation("to", "must be a day from 'from' to " + MOST_DAYS + " days later");
		}
		return (int) days;
	}

}
