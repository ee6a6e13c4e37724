package io.medlinks.ai.summary.web;

import io.medlinks.ai.summary.Summaries;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A doctor reads the summary of a patient in their care.
 */
@RestController
class DoctorSummaryController {

	private final Summaries summaries;

	DoctorSummaryController(Summaries summaries) {
		this.summaries = summaries;
	}

	@Operation(summary = "Read the summary of a patient in my care; 404 where there is none yet")
	@GetMapping("/api/doctor/patients/{id}/summary")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "summary")
	Mono<ResponseEntity<SummaryResponse>> summary(@PathVariable String id) {
		return this.summaries.find(id)
			.map(SummaryResponse::of)
			.switchIfEmpty(Mono.error(() -> Problem.notFound(
					"There is no summary of this patient yet. One is written within seconds of the first diary entry.")));
	}

}
