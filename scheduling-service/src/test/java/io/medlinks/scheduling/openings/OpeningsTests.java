package io.medlinks.scheduling.openings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.availability.HoursFixtures;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is offered is neither too soon nor too far ahead.
 */
class OpeningsTests {

	private static final Instant NOW = Instant.parse("2026-11-23T09:31:00Z");

	private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

	private final Availability availability = HoursFixtures.dailyAvailability("Europe/Lisbon", "09:00", "12:00", 30);

	@Test
	void leavesOutWhatStartsBeforeTheMinimumNotice() {
		assertThat(offered(TODAY, TODAY)).extracting((slot) -> slot.start().toString())
			.containsExactly("2026-11-23T10:30:00Z", "2026-11-23T11:00:00Z", "2026-11-23T11:30:00Z");
	}

	@Test
	void leavesOutThePast() {
		assertThat(offered(TODAY.minusDays(10), TODAY.minusDays(1))).isEmpty();
	}

	@Test
	void endsAtTheHorizon() {
		List<Slot> slots = offered(TODAY.plusDays(58), TODAY.plusDays(100));
		assertThat(slots).hasSize(18);
		assertThat(slots.getLast().sheetDay()).isEqualTo(TODAY.plusDays(60));
	}

	@Test
	void offersOnlyTheTypeAskedFor() {
		assertThat(Openings.offered(this.availability, TODAY, TODAY.plusDays(5), VisitType.PHONE, NOW)).isEmpty();
	}

	private List<Slot> offered(LocalDate first, LocalDate last) {
		return Openings.offered(this.availability, first, last, null, NOW);
	}

}
