package io.medlinks.doctor.review.web;

import java.time.Instant;

import io.medlinks.doctor.review.Reviews;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.CareAccess;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the doctor did about entries.
 */
@RestController
@RequestMapping("/api/doctor/reviews")
class ReviewController {

	private final Reviews reviews;

	private final CareAccess care;

	ReviewController(Reviews reviews, CareAccess care) {
		this.reviews = reviews;
		this.care = care;
	}

	@Operation(summary = "Acknowledge versions of a patient's entries",
			description = "The patient's row of the dashboard is written before this is answered.")
	@ApiResponse(responseCode = "201", description = "Recorded")
	@ApiResponse(responseCode = "409",
			description = "An entry is not known in a version that is named; 'unknown' lists them.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(ref = "#/components/schemas/Problem")))
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE_ASKED, resource = "review")
	Mono<RecordedReview> record(Caller caller, IdempotencyKey key, @Valid @RequestBody RecordReviewRequest request) {
		return this.care.require(caller, request.patientId(), "review", Action.WRITE)
			.then(Mono.defer(() -> this.reviews.acknowledge(caller.subject(), request.patientId(), request.versions(),
					request.reason(), key)))
			.map((review) -> new RecordedReview(review.id(), review.at()));
	}

	/**
	 * That a review is recorded.
	 */
	record RecordedReview(String id, Instant at) {
	}

}
