package io.medlinks.scheduling.availability;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * Hours as doctors tell them.
 */
public final class HoursFixtures {

	private HoursFixtures() {
	}

	/** Each day of the week, the same hours, visits in the practice only. */
	public static Hours daily(String zone, String from, String to, int minutes, int before, int after) {
		List<WeeklyRule> rules = Arrays.stream(DayOfWeek.values())
			.map((day) -> new WeeklyRule(day, LocalTime.parse(from), LocalTime.parse(to), List.of(VisitType.IN_PERSON)))
			.toList();
		return new Hours(zone, rules, List.of(new VisitSettings(VisitType.IN_PERSON, minutes, before, after)), 30, 60);
	}

	/** The same, as availability. */
	public static Availability dailyAvailability(String zone, String from, String to, int minutes) {
		return new Availability("doctor", 1, ZoneId.of(zone), daily(zone, from, to, minutes, 0, 0), List.of());
	}

}
