package io.medlinks.patient.live.web;

import io.medlinks.patient.live.PatientLiveRows;
import io.medlinks.platform.live.LiveStreams;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/**
 * The patient's own live view.
 */
@RestController
@RequestMapping("/api/patient/live")
class PatientLiveController {

	private final LiveStreams streams;

	private final PatientLiveRows rows;

	PatientLiveController(LiveStreams streams, PatientLiveRows rows) {
		this.streams = streams;
		this.rows = rows;
	}

	@GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "live")
	Flux<ServerSentEvent<Object>> live(Caller caller,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.streams.open(ReaderId.patient(caller.subject()), caller, lastEventId, this.rows);
	}

}
