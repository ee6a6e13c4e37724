package io.medlinks.notes.note.web;

import io.medlinks.notes.note.Note;
import io.medlinks.notes.note.Notes;
import io.medlinks.notes.note.NotesLive;
import io.medlinks.platform.live.LiveStreams;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Patients' notes, for their doctors.
 */
@RestController
class DoctorNotesController {

	private final Notes notes;

	private final NotesLive live;

	private final LiveStreams streams;

	DoctorNotesController(Notes notes, NotesLive live, LiveStreams streams) {
		this.notes = notes;
		this.live = live;
		this.streams = streams;
	}

	@GetMapping("/api/doctor/patients/{id}/notes")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "notes")
	Mono<Page<Note.NoteState>> page(@PathVariable String id, PageRequest page) {
		return this.notes.page(id, page).map((found) -> found.map(PatientNotesController::state));
	}

	@GetMapping(path = "/api/doctor/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL)
	Flux<ServerSentEvent<Object>> live(Caller caller,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.streams.open(ReaderId.doctor(caller.subject()), caller, lastEventId, this.live.rowsOf(caller));
	}

	@GetMapping("/api/operator/status")
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<String> status() {
		return Mono.just("{}");
	}

	@GetMapping("/api/registration/status")
	@Policy(role = Role.ANYONE, relationship = Relationship.NONE)
	Mono<String> registration() {
		return Mono.just("{}");
	}

}
