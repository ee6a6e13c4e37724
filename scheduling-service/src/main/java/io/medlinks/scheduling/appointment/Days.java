package io.medlinks.scheduling.appointment;

import java.time.LocalDate;

import io.medlinks.platform.problem.Problem;
import io.medlinks.scheduling.availability.Years;
import org.jspecify.annotations.Nullable;

/**
 * Days that a list is about, on the wall clock of each appointment.
 *
 * @param from the first day
 * @param to the last day, included
 */
public record Days(LocalDate from, LocalDate to) {

	private static final int MOST = 800;

	/**
	 * Days as asked for.
	 * @param from the first day, or null
	 * @param to the last day, or null
	 * @param usualFrom the first day where none is asked for
	 * @param usualDays how many days where no end is asked for
	 * @throws Problem 400 where a day is out of reach, or the end is before the beginning
	 * or too far from it
	 */
	public static Days of(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate usualFrom, int usualDays) {
		Years.checked("from", from);
		Years.checked("to", to);
		LocalDate first = (from != null) ? from
				: (to != null && to.isBefore(usualFrom)) ? to.minusDays(usualDays) : usualFrom;
		LocalDate last = (to != null) ? to : first.plusDays(usualDays);
		if (last.isBefore(first) || last.isAfter(first.plusDays(MOST))) {
			throw Problem.validation("to", "must be a day from 'from' to " + MOST + " days later");
		}
		return new Days(first, last);
	}

	boolean contain(LocalDate day) {
		return !day.isBefore(this.from) && !day.isAfter(this.to);
	}

}
