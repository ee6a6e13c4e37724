package io.medlinks.ai.interview.web;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

import io.medlinks.ai.interview.InterviewState;
import io.medlinks.ai.interview.InterviewView;
import io.medlinks.ai.interview.Interviews;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.version.ExpectedVersion;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
 * A patient's own interviews.
 */
@RestController
@RequestMapping("/api/patient/interviews")
class PatientInterviewController {

	private final Interviews interviews;

	PatientInterviewController(Interviews interviews) {
		this.interviews = interviews;
	}

	@Operation(summary = "Begin an interview with what is wrong, in my own words")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "interview")
	Mono<ResponseEntity<InterviewResponse>> start(Caller caller, IdempotencyKey key,
			@Valid @RequestBody StartInterviewRequest request) {
		return this.interviews.start(caller.subject(), request.opening(), key)
			.map((interview) -> ResponseEntity.created(URI.create("/api/patient/interviews/" + interview.id()))
				.eTag(ExpectedVersion.tag(interview.version()))
				.body(InterviewResponse.of(interview)));
	}

	@Operation(summary = "List my interviews, the newest first; 'state' may be given several times")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "interview")
	Mono<Page<InterviewResponse>> interviews(Caller caller, PageRequest page,
			@RequestParam(name = "state", required = false) @Nullable List<String> states) {
		return this.interviews
			.interviews(caller.subject(),
					((states != null) ? states : List.<String>of()).stream()
						.map(PatientInterviewController::state)
						.toList(),
					page)
			.map((found) -> found.map(InterviewResponse::of));
	}

	@Operation(summary = "Read one of my interviews, with the question that waits for its answer")
	@GetMapping("/{id}")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "interview")
	Mono<ResponseEntity<InterviewResponse>> interview(Caller caller, @PathVariable String id) {
		return this.interviews.interview(caller.subject(), id).map(PatientInterviewController::tagged);
	}

	@Operation(summary = "Answer the question that waits, or one before it anew")
	@PostMapping("/{id}/answers")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "interview")
	Mono<ResponseEntity<InterviewResponse>> answer(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@PathVariable String id, @Valid @RequestBody AnswerRequest request) {
		return this.interviews.answer(caller.subject(), id, expected, request.answer(), key)
			.map(PatientInterviewController::tagged);
	}

	@Operation(summary = "Send what the interview came to, as I want it; it becomes a diary entry")
	@PostMapping("/{id}/submission")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "interview")
	Mono<ResponseEntity<InterviewResponse>> submit(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@PathVariable String id, @Valid @RequestBody SubmissionRequest request) {
		return this.interviews.submit(caller.subject(), id, expected, request.text(), key)
			.map(PatientInterviewController::tagged);
	}

	@Operation(summary = "Give one of my interviews up; nothing of it reaches anybody")
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "interview")
	Mono<Void> abandon(Caller caller, IdempotencyKey key, ExpectedVersion expected, @PathVariable String id) {
		return this.interviews.abandon(caller.subject(), id, expected, key);
	}

	private static InterviewState state(String name) {
		return Arrays.stream(InterviewState.values())
			.filter((state) -> state.wireName().equals(name))
			.findFirst()
			.orElseThrow(
					() -> Problem.validation("state", "must be in-progress, red-flag, ready, submitted or abandoned"));
	}

	private static ResponseEntity<InterviewResponse> tagged(InterviewView interview) {
		return ResponseEntity.ok().eTag(ExpectedVersion.tag(interview.version())).body(InterviewResponse.of(interview));
	}

}
