package io.medlinks.ai.chat.web;

import java.net.URI;

import io.medlinks.ai.chat.Chat;
import io.medlinks.ai.chat.Citation;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A patient asks about their own symptoms.
 */
@RestController
@RequestMapping("/api/patient/chat/threads")
class PatientChatController {

	private final Chat chat;

	PatientChatController(Chat chat) {
		this.chat = chat;
	}

	@Operation(summary = "Begin a conversation")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "chat")
	Mono<ResponseEntity<ThreadResponse>> begin(Caller caller, IdempotencyKey key) {
		return this.chat.begin(caller.subject(), key)
			.map((thread) -> ResponseEntity
				.created(URI.create("/api/patient/chat/threads/" + thread.id() + "/messages"))
				.body(ThreadResponse.of(thread)));
	}

	@Operation(summary = "List my conversations, the one that was asked last first")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "chat")
	Mono<Page<ThreadResponse>> threads(Caller caller, PageRequest page) {
		return this.chat.threads(caller.subject(), page).map((found) -> found.map(ThreadResponse::of));
	}

	@Operation(summary = "List the questions and answers of one of my conversations, the newest first")
	@GetMapping(path = "/{id}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "chat")
	Mono<Page<MessageResponse>> messages(Caller caller, @PathVariable String id, PageRequest page) {
		return this.chat.turns(caller.subject(), id, page).map((found) -> found.map(MessageResponse::of));
	}

	@Operation(summary = "Ask; the answer comes sentence by sentence", description = """
			Server-sent events: 'accepted' as soon as the question is kept, 'citation' before the first sentence that \
			rests on it, 'sentence', and at the end 'done' with the whole message or 'error' with what to do. The \
			answer is put together and kept whether or not anybody listens: the same key plays it again from its \
			beginning, and the list of messages shows how far it is. While one answer is under way another question \
			is a 409, unless it is an emergency.""")
	@ApiResponse(responseCode = "200", description = "Events until the answer is complete",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(oneOf = { AnswerEvents.Accepted.class, Citation.class, AnswerEvents.Said.class,
							MessageResponse.class, AnswerEvents.Trouble.class })))
	@PostMapping(path = "/{id}/messages", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "chat")
	Flux<ServerSentEvent<Object>> ask(Caller caller, IdempotencyKey key, @PathVariable String id,
			@Valid @RequestBody AskRequest request) {
		return this.chat.ask(caller.subject(), id, request.languageOrEnglish(), request.text(), key)
			.flatMapMany((turn) -> {
				AnswerEvents events = new AnswerEvents();
				return this.chat.watch(turn).concatMapIterable(events::of);
			});
	}

	@Operation(summary = "Stop an answer that is under way; what was said stays")
	@DeleteMapping("/{id}/messages/{messageId}/answer")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "chat")
	Mono<Void> stop(Caller caller, @PathVariable String id, @PathVariable String messageId) {
		return this.chat.stop(caller.subject(), id, messageId);
	}

}
