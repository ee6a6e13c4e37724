package io.medlinks.scheduling.availability;

import java.util.List;

/**
 * What a doctor tells about the hours they offer.
 *
 * @param zone the IANA zone of the wall times
 * @param rules the hours of a week, none overlapping another
 * @param visitTypes the types of visit that rules may name
 * @param minimumNoticeMinutes how long before its start a time can still be taken, 0 to
 * {@value #LONGEST_NOTICE}
 * @param horizonDays how many days ahead times are offered, 1 to
 * {@value #FURTHEST_HORIZON}
 */
public record Hours(String zone, List<WeeklyRule> rules, List<VisitSettings> visitTypes, int minimumNoticeMinutes,
		int horizonDays) {

	static final int LONGEST_NOTICE = 20160;

	static final int FURTHEST_HORIZON = 365;

	static final int MOST_RULES = 50;

}
