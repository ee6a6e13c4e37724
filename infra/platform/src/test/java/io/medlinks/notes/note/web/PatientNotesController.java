package io.medlinks.notes.note.web;

import java.net.URI;

import io.medlinks.notes.note.Note;
import io.medlinks.notes.note.Notes;
import io.medlinks.notes.note.NotesLive;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.live.LiveStreams;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.version.ExpectedVersion;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A patient's own notes, and routes that go wrong.
 */
@RestController
@RequestMapping("/api/patient")
class PatientNotesController {

	private final Notes notes;

	private final NotesLive live;

	private final LiveStreams streams;

	PatientNotesController(Notes notes, NotesLive live, LiveStreams streams) {
		this.notes = notes;
		this.live = live;
		this.streams = streams;
	}

	@PostMapping("/notes")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<ResponseEntity<Note.NoteState>> write(Caller caller, IdempotencyKey key,
			@Valid @RequestBody NoteRequest request) {
		return this.notes.write(caller.subject(), request.text(), key)
			.map((note) -> ResponseEntity.created(URI.create("/api/patient/notes/" + note.id())).body(state(note)));
	}

	@GetMapping("/notes")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<Page<Note.NoteState>> page(Caller caller, PageRequest page) {
		return this.notes.page(caller.subject(), page).map((found) -> found.map(PatientNotesController::state));
	}

	@GetMapping("/notes/{noteId}")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<ResponseEntity<Note.NoteState>> note(Caller caller, @PathVariable String noteId) {
		return this.notes.note(caller.subject(), noteId).map(PatientNotesController::tagged);
	}

	@PutMapping("/notes/{noteId}")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<ResponseEntity<Note.NoteState>> change(Caller caller, @PathVariable String noteId, IdempotencyKey key,
			ExpectedVersion expected, @Valid @RequestBody NoteRequest request) {
		return Mono.defer(() -> this.notes.change(caller.subject(), noteId, expected.required(), request.text(), key))
			.map(PatientNotesController::tagged);
	}

	@GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Flux<ServerSentEvent<Object>> live(Caller caller,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.streams.open(ReaderId.patient(caller.subject()), caller, lastEventId, this.live.rowsOf(caller));
	}

	@GetMapping("/broken")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<String> broken(@RequestParam String words) {
		return Mono.error(new IllegalStateException(words, new IllegalArgumentException("because " + words)));
	}

	@GetMapping("/away")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN)
	Mono<String> away() {
		return Mono.error(new DataAccessResourceFailureException("mongodb://internal:27017"));
	}

	@GetMapping("/without-policy")
	Mono<String> withoutPolicy() {
		return Mono.just("open to everybody");
	}

	static Note.NoteState state(Note note) {
		return new Note.NoteState(note.id(), note.patientId(), note.version(), new Note.NoteState.Content(note.text()));
	}

	private static ResponseEntity<Note.NoteState> tagged(Note note) {
		return ResponseEntity.ok().eTag(ExpectedVersion.tag(note.version())).body(state(note));
	}

}
