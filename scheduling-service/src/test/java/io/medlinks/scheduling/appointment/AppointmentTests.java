package io.medlinks.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An appointment can be called off once and moved often, until it is over.
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

	@Test
	void keepsAllButItsTimeWhenMoved() {
		Appointment moved = this.appointment.moved(slot(1), "move", new AppliedKey("token", "fingerprint"));
		assertThat(moved.appointmentId()).isEqualTo(this.appointment.appointmentId());
		assertThat(moved.version()).isEqualTo(2);
		assertThat(moved.isActive()).isTrue();
		assertThat(moved.start()).isEqualTo(slot(1).start());
		assertThat(moved.blockedUntil()).isEqualTo(slot(1).blockedUntil());
		assertThat(moved.visitType()).isEqualTo(VisitType.PHONE);
		assertThat(moved.reason()).isEqualTo(this.appointment.reason());
		assertThat(moved.bookedBy()).isEqualTo(this.appointment.bookedBy());
		assertThat(moved.bookedAt()).isEqualTo(this.appointment.bookedAt());
		assertThat(moved.appliedKeys()).containsExactly(new AppliedKey("token", "fingerprint"));
	}

	@Test
	void remembersItsFirstTimeAndTheLatest() {
		Appointment moved = this.appointment;
		for (int i = 1; i <= 50; i++) {
			moved = moved.moved(slot(i), "move-" + i, new AppliedKey("token-" + i, "fingerprint"));
		}
		assertThat(moved.version()).isEqualTo(51);
		assertThat(moved.bookedPlacement().start()).isEqualTo(START);
		assertThat(moved.bookedPlacement().version()).isEqualTo(1);
		assertThat(moved.placement().start()).isEqualTo(slot(50).start());
		assertThat(moved.placement().version()).isEqualTo(51);
		assertThat(moved.placementBy("token-31").orElseThrow().version()).isEqualTo(32);
		assertThat(moved.placementBy("token-30")).isEmpty();
		assertThat(moved.appliedKeys()).hasSize(AppliedKey.RING).extracting(AppliedKey::token).contains("token-31");
		assertThat(moved.placements()).hasSize(AppliedKey.RING + 1);
		assertThat(moved.wasMovedBy("move-50")).isTrue();
		assertThat(moved.wasMovedBy("move-51")).isFalse();
	}

	@Test
	void isMovedUntilItIsOverOrCalledOff() {
		this.appointment.requireMovable(START.plusSeconds(1199));
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> this.appointment.requireMovable(START.plusSeconds(1200)))
			.satisfies((problem) -> assertThat(problem.slug()).isEqualTo("appointment-over"));
		Appointment cancelled = this.appointment.cancelled(START, null);
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> cancelled.requireMovable(START))
			.satisfies((problem) -> assertThat(problem.slug()).isEqualTo("already-cancelled"));
	}

	private static Slot slot(int day) {
		Instant start = START.plus(Duration.ofDays(day));
		return new Slot(start, start.plusSeconds(900), start, start.plusSeconds(1200), VisitType.PHONE,
				AppointmentFixtures.LISBON, LocalDate.ofInstant(start, AppointmentFixtures.LISBON));
	}

}
