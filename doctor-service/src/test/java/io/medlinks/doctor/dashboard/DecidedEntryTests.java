package io.medlinks.doctor.dashboard;

import java.util.List;
import java.util.Set;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.medlinks.doctor.dashboard.ChartFixtures.MARTA;
import static io.medlinks.doctor.dashboard.ChartFixtures.PATIENT;
import static io.medlinks.doctor.dashboard.ChartFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A decision is about one version, and says little about the next.
 */
class DecidedEntryTests {

	private static final List<FiredRule> RULES = List.of(new FiredRule("a-rule", "A rule", "A source"));

	private static final SeenBy SEEN = new SeenBy(MARTA, "Dr Marta", at("09:00"));

	@Test
	void saysWhatWasDecidedAboutThisVersion() {
		DecidedEntry entry = entry(1L, UrgencyLevel.ROUTINE.rank());
		assertThat(entry.triage()).isEqualTo(new Triage(UrgencyLevel.ROUTINE, true, RULES));
		assertThat(entry.presentSeenBy()).isEqualTo(SEEN);
	}

	@Test
	void neverLowersANewVersionByWhatTheOldOneWas() {
		assertThat(entry(2L, UrgencyLevel.ROUTINE.rank()).triage()).isEqualTo(Triage.NOT_ASSESSED);
		assertThat(entry(2L, UrgencyLevel.EMERGENCY.rank()).triage())
			.isEqualTo(new Triage(UrgencyLevel.EMERGENCY, false, RULES));
		assertThat(entry(2L, UrgencyLevel.ROUTINE.rank()).presentSeenBy()).isNull();
	}

	@Test
	void countsAsNotAssessedWhereNobodyDecidedOrNoClassHasThatPlace() {
		assertThat(entry(1L, null).triage()).isEqualTo(Triage.NOT_ASSESSED);
		assertThat(entry(1L, 99).triage()).isEqualTo(Triage.NOT_ASSESSED);
		assertThat(entry(1L, -1).triage()).isEqualTo(Triage.NOT_ASSESSED);
	}

	@Test
	void neverLowersWhatAnEarlierReleaseDecided() {
		DecidedEntry entry = new DecidedEntry("e1", 1, PATIENT, true, at("08:00"), new PatientText("Words"), null,
				Set.of(MARTA), Set.of(), UrgencyLevel.EMERGENCY.rank(), true, null, null);
		assertThat(entry.triage()).isEqualTo(new Triage(UrgencyLevel.EMERGENCY, false, List.of()));
		assertThat(entry.says(
				new Decision(1, List.of(MARTA), List.of(), new Triage(UrgencyLevel.EMERGENCY, true, List.of()), null)))
			.isFalse();
	}

	@Test
	void tellsEachPartOfADecisionThatIsNotTheSame() {
		Triage triage = new Triage(UrgencyLevel.ROUTINE, true, RULES);
		DecidedEntry entry = entry(1L, UrgencyLevel.ROUTINE.rank());
		assertThat(entry.says(new Decision(1, List.of(MARTA), List.of(), triage, SEEN))).isTrue();
		assertThat(entry.says(new Decision(1, List.of(), List.of(), triage, SEEN))).isFalse();
		assertThat(entry.says(new Decision(1, List.of(MARTA), List.of(MARTA), triage, SEEN))).isFalse();
		assertThat(entry.says(new Decision(1, List.of(MARTA), List.of(), triage.ofNewerVersion(), SEEN))).isFalse();
		assertThat(entry.says(new Decision(1, List.of(MARTA), List.of(), triage, null))).isFalse();
		assertThat(
				entry(2L, UrgencyLevel.ROUTINE.rank()).says(new Decision(2, List.of(MARTA), List.of(), triage, SEEN)))
			.isFalse();
	}

	/** Decided about in its first version. */
	private static DecidedEntry entry(long version, @Nullable Integer rank) {
		return new DecidedEntry("e1", version, PATIENT, true, at("08:00"), new PatientText("Words"), 1L, Set.of(MARTA),
				Set.of(), rank, true, RULES, SEEN);
	}

}
