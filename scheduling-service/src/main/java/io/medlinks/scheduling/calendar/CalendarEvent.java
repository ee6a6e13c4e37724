package io.medlinks.scheduling.calendar;

import java.time.Instant;

/**
 * An appointment as a calendar shows it: when, and under a title that says nothing of
 * anybody's health.
 *
 * @param appointmentId the appointment
 * @param version the appointment's version, from 1
 * @param start when it starts
 * @param end when it ends
 * @param title what the calendar shows
 * @param cancelled whether it was called off
 * @param changedAt when this version was made or is told
 */
public record CalendarEvent(String appointmentId, long version, Instant start, Instant end, String title,
		boolean cancelled, Instant changedAt) {

	/** The same for all versions of the appointment and all who get it. */
	String uid() {
		return this.appointmentId + "@medlinks";
	}

	/** RFC 5546, 2.1.4: goes up with each change of the time or the state. */
	int sequence() {
		return Math.toIntExact(this.version - 1);
	}

}
