package io.medlinks.scheduling.availability.web;

import java.util.List;
import java.util.Locale;

import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.availability.VisitSettings;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.availability.WeeklyRule;

/**
 * A doctor's hours as the doctor sees them.
 *
 * @param version counts from 1
 * @param zone the IANA zone of the wall times
 * @param rules the hours of a week
 * @param visitTypes the types of visit
 * @param minimumNoticeMinutes how long before its start a time can be taken
 * @param horizonDays how many days ahead times are offered
 */
record AvailabilityResponse(long version, String zone, List<Rule> rules, List<VisitSettings> visitTypes,
		int minimumNoticeMinutes, int horizonDays) {

	static AvailabilityResponse of(Availability availability) {
		return new AvailabilityResponse(availability.version(), availability.hours().zone(),
				availability.hours().rules().stream().map(Rule::of).toList(), availability.hours().visitTypes(),
				availability.hours().minimumNoticeMinutes(), availability.hours().horizonDays());
	}

	/**
	 * Hours that come back each week.
	 *
	 * @param day the English name of the day
	 * @param from the first minute, HH:mm
	 * @param to the minute at which they are over, HH:mm
	 * @param visitTypes how patients are seen
	 */
	record Rule(String day, String from, String to, List<VisitType> visitTypes) {

		static Rule of(WeeklyRule rule) {
			return new Rule(rule.day().name().toLowerCase(Locale.ROOT), rule.from().toString(), rule.to().toString(),
					rule.visitTypes());
		}

	}

}
