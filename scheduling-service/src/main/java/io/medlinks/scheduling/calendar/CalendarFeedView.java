package io.medlinks.scheduling.calendar;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's calendar feed as they see it.
 *
 * @param active whether there is an address that works
 * @param address the address; told only once, when it is made, because only its hash is
 * kept; null otherwise
 * @param since when the address was made; null where there is none
 * @param readAt when a program read it last; null where none did
 */
public record CalendarFeedView(boolean active, @Nullable String address, @Nullable Instant since,
		@Nullable Instant readAt) {

	static final CalendarFeedView NONE = new CalendarFeedView(false, null, null, null);

	static CalendarFeedView of(CalendarFeed feed) {
		return feed.isActive() ? new CalendarFeedView(true, null, feed.since(), feed.readAt()) : NONE;
	}

	CalendarFeedView at(String address) {
		return new CalendarFeedView(this.active, address, this.since, this.readAt);
	}

}
