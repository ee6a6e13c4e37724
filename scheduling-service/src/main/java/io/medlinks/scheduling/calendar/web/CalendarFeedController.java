package io.medlinks.scheduling.calendar.web;

import java.nio.charset.StandardCharsets;

import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.calendar.CalendarFeeds;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * What calendar programs read: they have no session, only the address.
 */
@RestController
class CalendarFeedController {

	private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

	private final CalendarFeeds feeds;

	CalendarFeedController(CalendarFeeds feeds) {
		this.feeds = feeds;
	}

	@Operation(summary = "Read the appointments behind a calendar address, as iCalendar; times only")
	@GetMapping(path = "/calendar/{token}.ics", produces = { "text/calendar", MediaType.APPLICATION_JSON_VALUE })
	@Policy(role = Role.HOLDER, relationship = Relationship.OWN)
	Mono<ResponseEntity<String>> feed(@PathVariable String token) {
		return this.feeds.read(token)
			.map((content) -> ResponseEntity.ok()
				.contentType(CALENDAR)
				.cacheControl(CacheControl.noCache().cachePrivate())
				.eTag(content.tag())
				.body(content.text()));
	}

}
