package io.medlinks.scheduling.urgency;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A patient is as urgent as the most urgent entry that no doctor has seen.
 */
class PatientUrgenciesTests {

	private static final AssessedEntry EMERGENCY = new AssessedEntry("chest", 2, "ana", 2, UrgencyLevel.EMERGENCY);

	private static final AssessedEntry SOON = new AssessedEntry("cough", 1, "ana", 1, UrgencyLevel.SOON);

	@Test
	void takesTheMostUrgent() {
		assertThat(PatientUrgencies.mostUrgent(List.of(SOON, EMERGENCY), List.of())).isEqualTo(UrgencyLevel.EMERGENCY);
	}

	@Test
	void leavesOutWhatADoctorHasSeen() {
		assertThat(PatientUrgencies.mostUrgent(List.of(SOON, EMERGENCY),
				List.of(review(1, true), review(2, true), review(1, true))))
			.isEqualTo(UrgencyLevel.SOON);
	}

	@Test
	void countsAVersionNewerThanTheOneSeen() {
		assertThat(PatientUrgencies.mostUrgent(List.of(SOON, EMERGENCY), List.of(review(1, true))))
			.isEqualTo(UrgencyLevel.EMERGENCY);
	}

	@Test
	void countsWhatADoctorLookedAtWithoutAcknowledgingIt() {
		assertThat(PatientUrgencies.mostUrgent(List.of(SOON, EMERGENCY), List.of(review(2, false))))
			.isEqualTo(UrgencyLevel.EMERGENCY);
	}

	@Test
	void isRoutineWhereNothingWaits() {
		assertThat(PatientUrgencies.mostUrgent(List.of(), List.of())).isEqualTo(UrgencyLevel.ROUTINE);
	}

	@Test
	void countsAnUnknownLevelAsSameDay() {
		assertThat(UrgencyLevel.of("brand-new")).isEqualTo(UrgencyLevel.SAME_DAY);
	}

	private static Review review(long covered, boolean acknowledges) {
		return new Review("review", 1, "ana", acknowledges, List.of(new Review.Covered("chest", covered)));
	}

}
