package io.medlinks.scheduling.availability;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * Hours that come back each week, on the doctor's wall clock.
 *
 * @param day the day of the week
 * @param from the first minute
 * @param to the minute at which the hours are over, on the same day
 * @param visitTypes how patients are seen in these hours
 */
public record WeeklyRule(DayOfWeek day, LocalTime from, LocalTime to, List<VisitType> visitTypes) {

	boolean overlaps(WeeklyRule other) {
		return this.day == other.day && this.from.isBefore(other.to) && other.from.isBefore(this.to);
	}

}
