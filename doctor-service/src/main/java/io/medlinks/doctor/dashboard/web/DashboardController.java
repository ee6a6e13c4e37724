package io.medlinks.doctor.dashboard.web;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.doctor.dashboard.DashboardItem;
import io.medlinks.doctor.dashboard.DashboardLive;
import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.live.LiveStreams;
import io.medlinks.platform.live.ReaderId;
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
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who needs care first.
 */
@RestController
@RequestMapping("/api/doctor")
class DashboardController {

	private final Dashboard dashboard;

	private final DashboardLive live;

	private final LiveStreams streams;

	private final AccessRecords records;

	DashboardController(Dashboard dashboard, DashboardLive live, LiveStreams streams, AccessRecords records) {
		this.dashboard = dashboard;
		this.live = live;
		this.streams = streams;
		this.records = records;
	}

	@Operation(summary = "List my patients, who needs care first on top")
	@GetMapping("/dashboard")
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL, resource = "dashboard")
	Mono<Page<DashboardItem>> dashboard(Caller caller, PageRequest page) {
		return this.dashboard.page(caller.subject(), page)
			.flatMap((found) -> this.records
				.record(caller, found.items().stream().map(DashboardItem::patientId).toList(), "dashboard", Action.READ)
				.thenReturn(found));
	}

	@Operation(summary = "Mark versions of a patient's entries as opened by me", description = """
			For this doctor only; the entries go on waiting until they are acknowledged. Repeating it changes nothing. \
			My row of the dashboard is written before this is answered.""")
	@ApiResponse(responseCode = "204", description = "Marked")
	@ApiResponse(responseCode = "409",
			description = "An entry is not known in a version that is named; 'unknown' lists them.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(ref = "#/components/schemas/Problem")))
	@PutMapping("/patients/{id}/read-marks")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "read-marks")
	Mono<Void> open(Caller caller, @PathVariable String id, @Valid @RequestBody OpenEntriesRequest request) {
		return this.dashboard.open(caller.subject(), id, request.versions());
	}

	@Operation(summary = "Watch my dashboard", description = """
			Server-sent events: 'snapshot' has the data {"items": [rows]}, 'row' is one row, 'heartbeat' says that \
			the stream is alive, and 'end' has the reason for which it ends. A row is {"type": "dashboard", "key": the \
			patient's id, "row": a DashboardItem}; 'row' is null where it is gone. Last-Event-ID goes on behind that \
			event.""")
	@ApiResponse(responseCode = "200", description = "Events until the reader leaves or the token ends",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(implementation = DashboardItem.class)))
	@GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL, resource = "dashboard")
	Flux<ServerSentEvent<Object>> live(Caller caller,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.streams.open(ReaderId.doctor(caller.subject()), caller, lastEventId, this.live.rowsOf(caller));
	}

}
