package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A row is not wrong because time has passed since it was folded.
 */
class RowCheckTests {

	private static final Instant FIRST_ENDS = Instant.parse("2026-11-24T10:00:00Z");

	@Test
	void agreesWithItself() {
		assertThat(RowCheck.saysTheSame(row(0, 3).withRevision(7), row(0, 3), FIRST_ENDS.minusSeconds(1))).isTrue();
		DashboardRow closed = DashboardRow.empty("doctor", "patient");
		assertThat(RowCheck.saysTheSame(closed.withRevision(2), closed, FIRST_ENDS)).isTrue();
	}

	@Test
	void letsAppointmentsPassBy() {
		assertThat(RowCheck.saysTheSame(row(0, 3), row(1, 3), FIRST_ENDS)).isTrue();
		assertThat(RowCheck.saysTheSame(row(0, 10), row(1, 11), FIRST_ENDS)).isTrue();
	}

	@Test
	void findsAnAppointmentThatIsMissing() {
		assertThat(RowCheck.saysTheSame(row(1, 3), row(1, 4), FIRST_ENDS)).isFalse();
		assertThat(RowCheck.saysTheSame(row(0, 3), row(1, 4), FIRST_ENDS)).isFalse();
		assertThat(RowCheck.saysTheSame(row(0, 10), row(2, 12), FIRST_ENDS)).isFalse();
		assertThat(RowCheck.saysTheSame(row(1, 4), row(1, 3), FIRST_ENDS)).isFalse();
	}

	@Test
	void findsWhatElseDiffers() {
		DashboardRow closed = DashboardRow.empty("doctor", "patient");
		assertThat(RowCheck.saysTheSame(row(0, 0), closed, FIRST_ENDS)).isFalse();
		assertThat(RowCheck.saysTheSame(closed, row(0, 0), FIRST_ENDS)).isFalse();
		DashboardRow other = new DashboardRow("doctor:patient", 0, "doctor", "patient", true, 1, Instant.EPOCH, "ana",
				row(0, 0).state());
		assertThat(RowCheck.saysTheSame(row(0, 0), other, FIRST_ENDS)).isFalse();
	}

	/** With the appointments from one number to another, each an hour after the other. */
	private static DashboardRow row(int from, int to) {
		List<BookedVisit> visits = IntStream.range(from, to)
			.mapToObj((number) -> new BookedVisit("visit-" + number, FIRST_ENDS.plusSeconds(3600L * number - 1200),
					FIRST_ENDS.plusSeconds(3600L * number), "online", "Europe/Lisbon"))
			.toList();
		return new DashboardRow("doctor:patient", 0, "doctor", "patient", true, DashboardRow.NOTHING_WAITS,
				Instant.EPOCH, "ana", new DashboardRow.State("Ana", null, "female", null, true, null, 0, 0, List.of(),
						null, List.of(), null, null, visits, null));
	}

}
