package io.medlinks.scheduling.calendar.web;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.calendar.CalendarFeedView;
import io.medlinks.scheduling.calendar.CalendarFeeds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The address under which a doctor's calendar program reads their appointments.
 */
@RestController
@RequestMapping("/api/doctor/calendar")
class DoctorCalendarController {

	private final CalendarFeeds feeds;

	DoctorCalendarController(CalendarFeeds feeds) {
		this.feeds = feeds;
	}

	@Operation(summary = "Whether my calendar program has an address, and when it read it last; the address itself "
			+ "is told only when it is made")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN, resource = "calendar")
	Mono<CalendarFeedView> feed(Caller caller) {
		return this.feeds.of(Party.doctor(caller.subject()));
	}

	@Operation(summary = "Make a new address for my calendar program; the one before ends")
	@PostMapping
	@ApiResponse(responseCode = "201", description = "Made")
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN, resource = "calendar")
	Mono<CalendarFeedView> renew(Caller caller, IdempotencyKey key) {
		return this.feeds.renew(Party.doctor(caller.subject()), key);
	}

	@Operation(summary = "Give the address of my calendar program up; it answers nobody any more")
	@DeleteMapping
	@ApiResponse(responseCode = "204", description = "Given up, or there was none")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.DOCTOR, relationship = Relationship.OWN, resource = "calendar")
	Mono<Void> giveUp(Caller caller) {
		return this.feeds.giveUp(Party.doctor(caller.subject()));
	}

}
