package io.medlinks.scheduling.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A time that a doctor's rules make, taken or not.
 *
 * @param start when the visit starts
 * @param end when the visit ends
 * @param blockedFrom where its buffer before begins
 * @param blockedUntil where its buffer after ends
 * @param visitType the type of visit
 * @param zone the zone of the doctor's wall times
 * @param sheetDay the day of the doctor's day sheet that holds all of it
 */
public record Slot(Instant start, Instant end, Instant blockedFrom, Instant blockedUntil, VisitType visitType,
		ZoneId zone, LocalDate sheetDay) {

	/**
	 * Whether the slot, buffers included, shares time with an interval.
	 * @param from where the interval begins
	 * @param until where it ends, exclusive
	 */
	public boolean isBlockedBy(Instant from, Instant until) {
		return from.isBefore(this.blockedUntil) && this.blockedFrom.isBefore(until);
	}

	/**
	 * Whether the visit itself shares time with an interval.
	 * @param from where the interval begins
	 * @param until where it ends, exclusive
	 */
	public boolean overlaps(Instant from, Instant until) {
		return from.isBefore(this.end) && this.start.isBefore(until);
	}

}
