package io.medlinks.patient.live.web;

import io.medlinks.patient.appointments.AppointmentView;
import io.medlinks.patient.careteam.CareTeamMember;
import io.medlinks.patient.diary.EntryView;
import io.medlinks.patient.live.PatientLiveRows;
import io.medlinks.patient.medlog.ConsultationView;
import io.medlinks.patient.summary.SummaryView;
import io.medlinks.platform.live.LiveStreams;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

	@Operation(summary = "Watch my record",
			description = """
					Server-sent events: 'snapshot' has the data {"items": [rows]}, 'row' is one row, 'heartbeat' says that \
					the stream is alive, and 'end' has the reason for which it ends. A row is {"type", "key", "row"}: \
					'entry' an EntryView, 'consultation' a ConsultationView, 'appointment' an AppointmentView, 'summary' a SummaryView, 'care-team' a \
					CareTeamMember; 'row' is null where it is gone. Last-Event-ID goes on behind that event.""")
	@ApiResponse(responseCode = "200", description = "Events until the reader leaves or the token ends",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(oneOf = { EntryView.class, ConsultationView.class, AppointmentView.class,
							SummaryView.class, CareTeamMember.class })))
	@GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "live")
	Flux<ServerSentEvent<Object>> live(Caller caller,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.streams.open(ReaderId.patient(caller.subject()), caller, lastEventId, this.rows);
	}

}
