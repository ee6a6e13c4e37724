package io.medlinks.patient.diary.web;

import java.net.URI;

import io.medlinks.patient.diary.Diary;
import io.medlinks.patient.diary.EntryReceipt;
import io.medlinks.patient.diary.EntryVersion;
import io.medlinks.patient.diary.EntryView;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.text.Reason;
import io.medlinks.platform.version.ExpectedVersion;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
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
import reactor.core.publisher.Mono;

/**
 * The patient's own diary.
 */
@RestController
@RequestMapping("/api/patient/diary/entries")
class PatientDiaryController {

	private final Diary diary;

	PatientDiaryController(Diary diary) {
		this.diary = diary;
	}

	@Operation(summary = "Log an entry")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "diary")
	Mono<ResponseEntity<EntryReceipt>> log(Caller caller, IdempotencyKey key,
			@Valid @RequestBody LogEntryRequest request) {
		return this.diary.log(caller.subject(), request.content(), key)
			.map((receipt) -> ResponseEntity.created(URI.create("/api/patient/diary/entries/" + receipt.id()))
				.eTag(ExpectedVersion.tag(receipt.version()))
				.body(receipt));
	}

	@Operation(summary = "List my entries by when they happened, the newest first; withdrawn ones are among them")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "diary")
	Mono<Page<EntryView>> entries(Caller caller, PageRequest page) {
		return this.diary.entries(caller.subject(), page);
	}

	@Operation(summary = "Read one of my entries")
	@GetMapping("/{id}")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "diary")
	Mono<ResponseEntity<EntryView>> entry(Caller caller, @PathVariable String id) {
		return this.diary.entry(caller.subject(), id).map(PatientDiaryController::tagged);
	}

	@Operation(summary = "Change one of my entries; what it was before stays readable")
	@PutMapping("/{id}")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "diary")
	Mono<ResponseEntity<EntryView>> amend(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@PathVariable String id, @Valid @RequestBody AmendEntryRequest request) {
		return this.diary.amend(caller.subject(), id, expected, request.content(), request.reason(), key)
			.map(PatientDiaryController::tagged);
	}

	@Operation(summary = "Take one of my entries back; it stays readable")
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "diary")
	Mono<Void> withdraw(Caller caller, IdempotencyKey key, ExpectedVersion expected, @PathVariable String id,
			Reason why) {
		return this.diary.withdraw(caller.subject(), id, expected, why.reason(), key);
	}

	@Operation(summary = "List the versions of one of my entries, the newest first")
	@GetMapping("/{id}/versions")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "diary")
	Mono<Page<EntryVersion>> versions(Caller caller, @PathVariable String id) {
		return this.diary.versions(caller.subject(), id).map(Page::whole);
	}

	private static ResponseEntity<EntryView> tagged(EntryView entry) {
		return ResponseEntity.ok().eTag(ExpectedVersion.tag(entry.version())).body(entry);
	}

}
