package io.medlinks.doctor.consultation.web;

import java.net.URI;

import io.medlinks.doctor.consultation.ConsultationReceipt;
import io.medlinks.doctor.consultation.ConsultationVersion;
import io.medlinks.doctor.consultation.ConsultationView;
import io.medlinks.doctor.consultation.Consultations;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.text.PatientText;
import io.medlinks.platform.text.Reason;
import io.medlinks.platform.version.ExpectedVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The consultations of the patients in a doctor's care.
 */
@RestController
@RequestMapping("/api/doctor/patients/{id}/consultations")
class ConsultationController {

	private final Consultations consultations;

	ConsultationController(Consultations consultations) {
		this.consultations = consultations;
	}

	@Operation(summary = "Record a consultation with a patient in my care",
			description = "What it answers counts as acknowledged before this is answered.")
	@ApiResponse(responseCode = "201", description = "Recorded")
	@ApiResponse(responseCode = "409",
			description = "An entry is not known in a version that is named; 'unknown' lists them.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(ref = "#/components/schemas/Problem")))
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "consultation")
	Mono<ResponseEntity<ConsultationReceipt>> record(Caller caller, IdempotencyKey key, @PathVariable String id,
			@Valid @RequestBody RecordConsultationRequest request) {
		return this.consultations.record(caller.subject(), id, request.versions(), request.content(), key)
			.map((recorded) -> ResponseEntity
				.created(URI.create("/api/doctor/patients/" + id + "/consultations/" + recorded.id()))
				.eTag(ExpectedVersion.tag(recorded.version()))
				.body(recorded));
	}

	@Operation(summary = "List the consultations with a patient in my care by when they took place, the newest first",
			description = "Private notes are there for their author only.")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "consultation")
	Mono<Page<ConsultationView>> consultations(Caller caller, @PathVariable String id, PageRequest page) {
		return this.consultations.of(caller.subject(), id, page);
	}

	@Operation(summary = "Read a consultation with a patient in my care")
	@GetMapping("/{consultationId}")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "consultation")
	Mono<ResponseEntity<ConsultationView>> consultation(Caller caller, @PathVariable String id,
			@PathVariable String consultationId) {
		return this.consultations.consultation(caller.subject(), id, consultationId)
			.map(ConsultationController::tagged);
	}

	@Operation(summary = "Change a consultation that I recorded; what it was before stays readable")
	@PutMapping("/{consultationId}")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "consultation")
	Mono<ResponseEntity<ConsultationView>> amend(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@PathVariable String id, @PathVariable String consultationId,
			@Valid @RequestBody AmendConsultationRequest request) {
		return this.consultations
			.amend(caller.subject(), id, consultationId, expected, request.content(), request.reason(), key)
			.map(ConsultationController::tagged);
	}

	@Operation(summary = "Take a consultation back that I entered in error",
			description = "What it said is shown to nobody but me from then on.")
	@DeleteMapping("/{consultationId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "consultation")
	Mono<Void> retract(Caller caller, IdempotencyKey key, ExpectedVersion expected, @PathVariable String id,
			@PathVariable String consultationId, Reason why) {
		PatientText reason = why.reason();
		if (reason == null) {
			return Mono.error(Problem.validation("reason", "must have 1 to " + Reason.LONGEST + " characters"));
		}
		return this.consultations.retract(caller.subject(), id, consultationId, expected, reason, key);
	}

	@Operation(summary = "List the versions of a consultation with a patient in my care, the newest first",
			description = "Private notes are there for their author only.")
	@GetMapping("/{consultationId}/versions")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "consultation")
	Mono<Page<ConsultationVersion>> versions(Caller caller, @PathVariable String id,
			@PathVariable String consultationId) {
		return this.consultations.versions(caller.subject(), id, consultationId).map(Page::whole);
	}

	private static ResponseEntity<ConsultationView> tagged(ConsultationView consultation) {
		return ResponseEntity.ok().eTag(ExpectedVersion.tag(consultation.version())).body(consultation);
	}

}
