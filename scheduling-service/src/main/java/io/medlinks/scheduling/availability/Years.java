package io.medlinks.scheduling.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The years that requests can be about: further than anything that is offered, and far
 * from where the arithmetic of time ends.
 */
public final class Years {

	private static final int FIRST = 1900;

	private static final int LAST = 2999;

	private Years() {
	}

	/**
	 * A point in time as asked for.
	 * @param field the field that it stands in
	 * @param time the time
	 * @throws Problem 400 where it lies in no such year
	 */
	public static Instant checked(String field, OffsetDateTime time) {
		check(field, time.getYear());
		return time.toInstant();
	}

	/**
	 * A day as asked for.
	 * @param field the field that it stands in
	 * @param day the day; null where none is asked for
	 * @throws Problem 400 where it lies in no such year
	 */
	public static @Nullable LocalDate checked(String field, @Nullable LocalDate day) {
		if (day != null) {
			check(field, day.getYear());
		}
		return day;
	}

	private static void check(String field, int year) {
		if (year < FIRST || year > LAST) {
			throw Problem.validation(field, "must be a year from " + FIRST + " to " + LAST);
		}
	}

}
