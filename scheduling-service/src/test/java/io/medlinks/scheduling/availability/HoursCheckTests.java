package io.medlinks.scheduling.availability;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

import io.medlinks.platform.problem.Problem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Hours that contradict themselves are refused, and each fault is named.
 */
class HoursCheckTests {

	private static final VisitSettings VISIT = new VisitSettings(VisitType.IN_PERSON, 20, 0, 0);

	private static final WeeklyRule MORNING = rule("09:00", "12:00", VisitType.IN_PERSON);

	@Test
	void acceptsHoursThatTouch() {
		assertThatCode(() -> HoursCheck
			.check(hours("Europe/Lisbon", List.of(MORNING, rule("12:00", "13:00", VisitType.IN_PERSON)))))
			.doesNotThrowAnyException();
	}

	@Test
	void refusesOverlappingRules() {
		assertThat(fields(hours("Europe/Lisbon", List.of(MORNING, rule("11:59", "13:00", VisitType.IN_PERSON)))))
			.containsExactly("rules[1]");
	}

	@Test
	void refusesHoursThatEndBeforeTheyBegin() {
		assertThat(fields(hours("Europe/Lisbon", List.of(rule("22:00", "06:00", VisitType.IN_PERSON)))))
			.containsExactly("rules[0].to");
		assertThat(fields(hours("Europe/Lisbon", List.of(rule("09:00", "09:00", VisitType.IN_PERSON)))))
			.containsExactly("rules[0].to");
	}

	@Test
	void refusesZonesThatNobodyKnows() {
		assertThat(fields(hours("Europe/Atlantis", List.of(MORNING)))).containsExactly("zone");
		assertThat(fields(hours("+01:00", List.of(MORNING)))).containsExactly("zone");
	}

	@Test
	void refusesVisitTypesThatAreNotListed() {
		assertThat(fields(hours("Europe/Lisbon", List.of(rule("09:00", "10:00", VisitType.PHONE)))))
			.containsExactly("rules[0].visitTypes");
		assertThat(fields(hours("Europe/Lisbon", List.of(rule("09:00", "10:00")))))
			.containsExactly("rules[0].visitTypes");
	}

	@Test
	void refusesLengthsAndLimitsOutOfRange() {
		assertThat(
				fields(new Hours("Europe/Lisbon", List.of(),
						List.of(new VisitSettings(VisitType.PHONE, 0, -1, 121),
								new VisitSettings(VisitType.PHONE, 10, 0, 0)),
						-1, 0)))
			.containsExactlyInAnyOrder("minimumNoticeMinutes", "horizonDays", "visitTypes[0].minutes",
					"visitTypes[0].bufferBefore", "visitTypes[0].bufferAfter", "visitTypes[1].code");
	}

	private static Hours hours(String zone, List<WeeklyRule> rules) {
		return new Hours(zone, rules, List.of(VISIT), 30, 60);
	}

	private static WeeklyRule rule(String from, String to, VisitType... types) {
		return new WeeklyRule(DayOfWeek.MONDAY, LocalTime.parse(from), LocalTime.parse(to), List.of(types));
	}

	private static List<String> fields(Hours hours) {
		Problem problem = catchThrowableOfType(Problem.class, () -> HoursCheck.check(hours));
		return problem.errors().stream().map(Problem.FieldProblem::field).toList();
	}

}
