package io.medlinks.doctor.dashboard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static io.medlinks.doctor.dashboard.ChartFixtures.JONAS;
import static io.medlinks.doctor.dashboard.ChartFixtures.MARTA;
import static io.medlinks.doctor.dashboard.ChartFixtures.acknowledged;
import static io.medlinks.doctor.dashboard.ChartFixtures.ana;
import static io.medlinks.doctor.dashboard.ChartFixtures.appointment;
import static io.medlinks.doctor.dashboard.ChartFixtures.assessed;
import static io.medlinks.doctor.dashboard.ChartFixtures.at;
import static io.medlinks.doctor.dashboard.ChartFixtures.entry;
import static io.medlinks.doctor.dashboard.ChartFixtures.link;
import static io.medlinks.doctor.dashboard.ChartFixtures.treats;
import static io.medlinks.doctor.dashboard.ChartFixtures.version;
import static io.medlinks.doctor.dashboard.ChartFixtures.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows say who waits, since when and why.
 */
class DashboardFoldTests {

	private final ChartFixtures chart = new ChartFixtures().knows(treats(MARTA, "06:00"));

	@Test
	void countsWhatIsNotAssessedAsSameDayAndSaysSo() {
		DashboardItem item = this.chart.knows(entry("e1", 1, "08:00")).itemOf(MARTA);
		assertThat(item.urgency()).isEqualTo(UrgencyLevel.SAME_DAY);
		assertThat(item.assessed()).isFalse();
		assertThat(item.targetMinutes()).isEqualTo(240);
		assertThat(item.reasons()).extracting(Reason::ruleId).containsExactly(Reason.NOT_ASSESSED);
	}

	@Test
	void takesTheHighestClassAndItsOldestEntry() {
		DashboardItem item = this.chart
			.knows(entry("routine", 1, "07:00"), entry("late", 1, "10:00"), entry("early", 1, "09:00"),
					assessed("routine", 1, UrgencyLevel.ROUTINE), assessed("late", 1, UrgencyLevel.EMERGENCY),
					assessed("early", 1, UrgencyLevel.EMERGENCY))
			.itemOf(MARTA);
		assertThat(item.urgency()).isEqualTo(UrgencyLevel.EMERGENCY);
		assertThat(item.waitingSince()).isEqualTo(at("09:00"));
		assertThat(item.unreadEntries()).isEqualTo(3);
		assertThat(item.assessed()).isTrue();
		assertThat(item.uncovered()).containsExactly(version("early", 1), version("late", 1), version("routine", 1));
		assertThat(item.headline()).isEqualTo(entry("late", 1, "10:00").opening());
		assertThat(item.lastEntryAt()).isEqualTo(at("10:00"));
	}

	@Test
	void forgetsWithdrawnEntries() {
		DashboardItem item = this.chart
			.knows(entry("e1", 1, "08:00"), assessed("e1", 1, UrgencyLevel.EMERGENCY), withdrawn("e1", 2, "08:00"))
			.itemOf(MARTA);
		assertThat(item.urgency()).isNull();
		assertThat(item.unreadEntries()).isZero();
		assertThat(item.lastEntryAt()).isNull();
		assertThat(item.headline()).isNull();
	}

	@Test
	void coversTheNamedVersionsOnly() {
		this.chart.knows(entry("e1", 1, "08:00"), entry("e2", 1, "09:00"),
				acknowledged(MARTA, "10:00", version("e1", 1)));
		assertThat(this.chart.itemOf(MARTA).uncovered()).containsExactly(version("e2", 1));
		this.chart.knows(entry("e1", 2, "08:00"));
		assertThat(this.chart.itemOf(MARTA).uncovered()).containsExactly(version("e1", 2), version("e2", 1));
	}

	@Test
	void anOldVersionsEmergencyStaysUntilTheNewOneIsAssessed() {
		this.chart.knows(entry("e1", 2, "08:00"), assessed("e1", 1, UrgencyLevel.EMERGENCY));
		DashboardItem item = this.chart.itemOf(MARTA);
		assertThat(item.urgency()).isEqualTo(UrgencyLevel.EMERGENCY);
		assertThat(item.assessed()).isFalse();
		assertThat(item.reasons()).extracting(Reason::ruleId).containsExactly(Reason.NOT_ASSESSED, "rule-EMERGENCY");
		this.chart.knows(assessed("e1", 2, UrgencyLevel.SELF_CARE));
		assertThat(this.chart.itemOf(MARTA).urgency()).isEqualTo(UrgencyLevel.SELF_CARE);
	}

	@Test
	void anOldVersionsSelfCareCoversNothing() {
		this.chart.knows(entry("e1", 2, "08:00"), assessed("e1", 1, UrgencyLevel.SELF_CARE));
		DashboardItem item = this.chart.itemOf(MARTA);
		assertThat(item.urgency()).isEqualTo(UrgencyLevel.SAME_DAY);
		assertThat(item.reasons()).extracting(Reason::ruleId).containsExactly(Reason.NOT_ASSESSED);
	}

	@Test
	void whatADoctorOpenedIsReadForThatDoctorOnlyAndGoesOnWaiting() {
		this.chart.knows(treats(JONAS, "06:00"), entry("e1", 1, "08:00"), entry("e2", 1, "09:00"))
			.opened(MARTA, version("e1", 1));
		DashboardItem item = this.chart.itemOf(MARTA);
		assertThat(item.unreadEntries()).isEqualTo(1);
		assertThat(item.waitingEntries()).isEqualTo(2);
		assertThat(item.uncovered()).containsExactly(version("e1", 1), version("e2", 1));
		assertThat(item.seenBy()).isNull();
		assertThat(this.chart.itemOf(JONAS).unreadEntries()).isEqualTo(2);
		this.chart.knows(entry("e1", 2, "08:00"));
		assertThat(this.chart.itemOf(MARTA).unreadEntries()).isEqualTo(2);
		this.chart.opened(MARTA, version("e1", 2));
		assertThat(this.chart.itemOf(MARTA).unreadEntries()).isEqualTo(1);
	}

	@Test
	void eachFactChangesItsPartOfTheRowOnly() {
		List<Fact> facts = List.of(ana(1, "Ana"), entry("e1", 1, "08:00"), entry("e2", 1, "09:00"),
				assessed("e1", 1, UrgencyLevel.EMERGENCY), appointment("a1", 1, MARTA, true, "15:00"),
				new Fact.Summary(ChartFixtures.PATIENT, 3), acknowledged(MARTA, "10:00", version("e1", 1)),
				ana(2, "Ana Maria"), appointment("a1", 2, MARTA, false, "15:00"), entry("e1", 2, "08:00"),
				treats(JONAS, "11:00"), acknowledged(JONAS, "11:30", version("e1", 2)), withdrawn("e2", 2, "09:00"),
				assessed("e1", 2, UrgencyLevel.ROUTINE));
		for (Fact fact : facts) {
			DashboardRow before = this.chart.rowOf(MARTA);
			DashboardRow after = this.chart.knows(fact).rowOf(MARTA);
			assertThat(before.with(RowPart.of(fact), after)).as(fact.toString()).isEqualTo(after);
		}
		DashboardRow row = this.chart.rowOf(MARTA);
		DashboardRow renamed = this.chart.knows(ana(3, "Zoe")).rowOf(MARTA);
		assertThat(row.with(RowPart.SUMMARY, renamed)).isEqualTo(row).isNotEqualTo(renamed);
	}

	@Test
	void anotherDoctorsLookIsShownAndHidesNothing() {
		this.chart.knows(treats(JONAS, "06:00"), entry("e1", 1, "08:00"),
				acknowledged(JONAS, "09:00", version("e1", 1)));
		assertThat(this.chart.itemOf(JONAS).unreadEntries()).isZero();
		DashboardItem item = this.chart.itemOf(MARTA);
		assertThat(item.unreadEntries()).isEqualTo(1);
		assertThat(item.seenBy()).isEqualTo(new SeenBy(JONAS, "Dr " + JONAS, at("09:00")));
	}

	@Test
	void whatWasDoneBeforeADoctorJoinedDoesNotWait() {
		this.chart.knows(entry("old", 1, "08:00"), entry("open", 1, "08:30"),
				acknowledged(MARTA, "09:00", version("old", 1)), treats(JONAS, "10:00"));
		assertThat(this.chart.itemOf(JONAS).uncovered()).containsExactly(version("open", 1));
	}

	@Test
	void showsTheNextAppointmentAsTimeGoesBy() {
		this.chart.knows(appointment("past", 1, MARTA, true, "09:00"), appointment("next", 1, MARTA, true, "13:00"),
				appointment("later", 1, MARTA, true, "14:00"), appointment("gone", 2, MARTA, false, "12:30"),
				appointment("other", 1, JONAS, true, "12:15"));
		DashboardRow row = this.chart.rowOf(MARTA);
		assertThat(DashboardItem.of(row, at("12:00")).nextAppointment()).extracting(BookedVisit::id).isEqualTo("next");
		assertThat(DashboardItem.of(row, at("13:19")).nextAppointment()).extracting(BookedVisit::id).isEqualTo("next");
		assertThat(DashboardItem.of(row, at("13:20")).nextAppointment()).extracting(BookedVisit::id).isEqualTo("later");
		assertThat(DashboardItem.of(row, at("23:00")).nextAppointment()).isNull();
	}

	@Test
	void countsCompletedYears() {
		DashboardRow row = this.chart.knows(ana(1, "Ana Reis")).rowOf(MARTA);
		assertThat(DashboardItem.of(row, at("12:00")).age()).isEqualTo(39 - 1);
		assertThat(DashboardItem.of(row, at("23:59").plusSeconds(60)).age()).isEqualTo(39);
	}

	@Test
	void keepsNothingOfAPatientWhoEndedIt() {
		DashboardRow row = this.chart.knows(ana(1, "Ana Reis"), entry("e1", 1, "08:00"), link(MARTA, 2, false, "06:00"))
			.rowOf(MARTA);
		assertThat(row.active()).isFalse();
		assertThat(row.state()).isNull();
		assertThat(row.foldedName()).isEmpty();
	}

	@Test
	void sortsByClassThenWaitingAndTheQuietLast() {
		DashboardRow quiet = new ChartFixtures().knows(treats(MARTA, "06:00")).rowOf(MARTA);
		DashboardRow emergency = new ChartFixtures()
			.knows(treats(MARTA, "06:00"), entry("e", 1, "11:00"), assessed("e", 1, UrgencyLevel.EMERGENCY))
			.rowOf(MARTA);
		DashboardRow selfCare = new ChartFixtures()
			.knows(treats(MARTA, "06:00"), entry("e", 1, "07:00"), assessed("e", 1, UrgencyLevel.SELF_CARE))
			.rowOf(MARTA);
		assertThat(emergency.rank()).isLessThan(selfCare.rank());
		assertThat(selfCare.rank()).isLessThan(quiet.rank());
		assertThat(selfCare.orderSince()).isEqualTo(at("07:00"));
	}

	@Test
	void showsNoPatientsWordsInText() {
		DashboardRow row = this.chart.knows(ana(1, "Ana Reis"), entry("secret", 1, "08:00")).rowOf(MARTA);
		assertThat(row.toString() + DashboardItem.of(row, at("12:00"))).doesNotContain("Words", "Reis");
	}

	/**
	 * The repetition is the seed: histories differ, and each must end the same in any
	 * order, with any fact repeated.
	 */
	@RepeatedTest(200)
	void endsTheSameInWhateverOrderFactsCome(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<Fact> history = history(random);
		ChartFixtures inOrder = new ChartFixtures().knows(history.toArray(Fact[]::new));
		List<Fact> shuffled = new ArrayList<>(history);
		history.stream().filter((_) -> random.nextBoolean()).forEach(shuffled::add);
		Collections.shuffle(shuffled, random);
		ChartFixtures mixed = new ChartFixtures().knows(shuffled.toArray(Fact[]::new));
		for (String doctorId : List.of(MARTA, JONAS)) {
			assertThat(mixed.rowOf(doctorId)).isEqualTo(inOrder.rowOf(doctorId));
		}
	}

	private static List<Fact> history(Random random) {
		List<Fact> history = new ArrayList<>(
				List.of(treats(MARTA, "06:00"), treats(JONAS, "07:30"), ana(1, "Ana"), ana(2, "Ana Reis"),
						new Fact.Summary(ChartFixtures.PATIENT, 1), new Fact.Summary(ChartFixtures.PATIENT, 2)));
		UrgencyLevel[] levels = UrgencyLevel.values();
		for (int i = 0; i < 6; i++) {
			String id = "e" + i;
			String received = "08:0" + random.nextInt(3);
			int versions = 1 + random.nextInt(3);
			for (int version = 1; version <= versions; version++) {
				boolean last = version == versions && random.nextInt(4) == 0;
				history.add(last ? withdrawn(id, version, received) : entry(id, version, received));
				if (random.nextInt(3) > 0) {
					history.add(assessed(id, version, levels[random.nextInt(levels.length)]));
				}
				if (random.nextInt(3) == 0) {
					history.add(acknowledged(random.nextBoolean() ? MARTA : JONAS, "09:" + (10 + i * 3 + version),
							version(id, version)));
				}
			}
			history.add(appointment("a" + i, 1, random.nextBoolean() ? MARTA : JONAS, true, "13:0" + i));
			if (random.nextBoolean()) {
				Fact.Appointment booked = (Fact.Appointment) history.getLast();
				history.add(appointment("a" + i, 2, booked.doctorId(), false, "13:0" + i));
			}
		}
		if (random.nextInt(4) == 0) {
			history.add(link(MARTA, 2, false, "06:00"));
		}
		return history;
	}

}
