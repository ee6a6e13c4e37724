package io.medlinks.scheduling.availability;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.problem.Problem.FieldProblem;

/**
 * Refuses hours that contradict themselves.
 */
final class HoursCheck {

	private final List<FieldProblem> problems = new ArrayList<>();

	private HoursCheck() {
	}

	/**
	 * Checks hours.
	 * @throws Problem 400 naming each field that is wrong
	 */
	static void check(Hours hours) {
		HoursCheck check = new HoursCheck();
		check.checkLimits(hours);
		Set<VisitType> offered = check.checkVisitTypes(hours.visitTypes());
		check.checkRules(hours.rules(), offered);
		if (!check.problems.isEmpty()) {
			throw Problem.validation(check.problems);
		}
	}

	private void checkLimits(Hours hours) {
		// A region, not a bare offset: only a region knows its daylight saving.
		require(ZoneId.getAvailableZoneIds().contains(hours.zone()), "zone",
				"must be an IANA time zone such as Europe/Lisbon");
		require(isWithin(hours.minimumNoticeMinutes(), 0, Hours.LONGEST_NOTICE), "minimumNoticeMinutes",
				"must be from 0 to " + Hours.LONGEST_NOTICE);
		require(isWithin(hours.horizonDays(), 1, Hours.FURTHEST_HORIZON), "horizonDays",
				"must be from 1 to " + Hours.FURTHEST_HORIZON);
		require(hours.rules().size() <= Hours.MOST_RULES, "rules", "must be at most " + Hours.MOST_RULES);
	}

	private Set<VisitType> checkVisitTypes(List<VisitSettings> visitTypes) {
		Set<VisitType> offered = EnumSet.noneOf(VisitType.class);
		for (int i = 0; i < visitTypes.size(); i++) {
			VisitSettings settings = visitTypes.get(i);
			String field = "visitTypes[" + i + "].";
			require(offered.add(settings.code()), field + "code", "is listed twice");
			require(isWithin(settings.minutes(), VisitSettings.SHORTEST, VisitSettings.LONGEST), field + "minutes",
					"must be from " + VisitSettings.SHORTEST + " to " + VisitSettings.LONGEST);
			require(isWithin(settings.bufferBefore(), 0, VisitSettings.LONGEST_BUFFER), field + "bufferBefore",
					"must be from 0 to " + VisitSettings.LONGEST_BUFFER);
			require(isWithin(settings.bufferAfter(), 0, VisitSettings.LONGEST_BUFFER), field + "bufferAfter",
					"must be from 0 to " + VisitSettings.LONGEST_BUFFER);
		}
		return offered;
	}

	private void checkRules(List<WeeklyRule> rules, Set<VisitType> offered) {
		for (int i = 0; i < rules.size(); i++) {
			WeeklyRule rule = rules.get(i);
			String field = "rules[" + i + "]";
			require(rule.from().isBefore(rule.to()), field + ".to",
					"must be after 'from'; hours past midnight are two rules");
			require(!rule.visitTypes().isEmpty(), field + ".visitTypes", "must name at least one type of visit");
			require(offered.containsAll(rule.visitTypes()), field + ".visitTypes",
					"names a type of visit that is not listed in 'visitTypes'");
			for (int j = 0; j < i; j++) {
				require(!rule.overlaps(rules.get(j)), field, "overlaps rules[" + j + "]");
			}
		}
	}

	private static boolean isWithin(int value, int least, int most) {
		return value >= least && value <= most;
	}

	private void require(boolean holds, String field, String message) {
		if (!holds) {
			this.problems.add(new FieldProblem(field, message));
		}
	}

}
