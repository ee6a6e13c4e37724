package io.medlinks.scheduling.calendar;

/**
 * What a feed says now.
 *
 * @param text iCalendar
 * @param tag the entity tag, in quotes; the same as long as the text is
 */
public record FeedContent(String text, String tag) {

	static FeedContent of(String text) {
		return new FeedContent(text, '"' + CalendarFeed.hash(text).substring(0, 32) + '"');
	}

}
