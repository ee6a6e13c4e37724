package io.medlinks.ai.summary.web;

import io.medlinks.ai.summary.Summaries;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A patient reads the summary that their doctors read.
 */
@RestController
class PatientSummaryController {

	private final Summaries summaries;

	PatientSummaryController(Summaries summaries) {
		this.summaries = summaries;
	}

	@Operation(summary = "Read the summary that my doctors read; 404 where there is none yet")
	@GetMapping("/api/patient/summary")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<ResponseEntity<SummaryResponse>> summary(Caller caller) {
		return this.summaries.find(caller.subject())
			.map(SummaryResponse::of)
			.switchIfEmpty(Mono.error(() -> Problem
				.notFound("There is no summary yet. One is written within seconds of your first diary entry.")));
	}

}
