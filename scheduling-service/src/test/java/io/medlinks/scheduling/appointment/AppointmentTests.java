package io.medlinks.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An appointment can be called off once, until it is over.
 */
class AppointmentTests {

	private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

	private final Appointment appointment = AppointmentFixtures.booked("one", START, Duration.ofMinutes(20),
			Duration.ZERO);

	@Test
	void isCalledOffUntilItsLastMinute() {
		Appointment cancelled = this.appointment.cancelled(START.plusSeconds(1199), new PatientText("better"));
		assertThat(cancelled.status()).isEqualTo(AppointmentStatus.CANCELLED);
		assertThat(cancelled.version()).isEqualTo(2);
		assertThat(cancelled.reason()).isEqualTo(this.appointment.reason());
		assertThat(cancelled.isActive()).isFalse();
	}

	@Test
	void isNotCalledOffTwice() {
		Appointment cancelled = this.appointment.cancelled(START, null);
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> cancelled.cancelled(START, null))
			.satisfies((problem) -> assertThat(problem.slug()).isEqualTo("already-cancelled"));
	}

	@Test
	void isNotCalledOffWhenOver() {
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> this.appointment.cancelled(START.plusSeconds(1200), null))
			.satisfies((problem) -> assertThat(problem.slug()).isEqualTo("appointment-over"));
	}

}
