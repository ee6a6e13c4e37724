package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.util.List;

import io.medlinks.scheduling.appointment.WantedTime.Wish;
import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.availability.HoursFixtures;
import io.medlinks.scheduling.availability.VisitType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A time that the doctor's hours do not have is refused with every reason.
 */
class WantedTimeTests {

	private static final Instant NOW = Instant.parse("2026-11-23T09:31:00Z");

	private final Availability availability = HoursFixtures.dailyAvailability("Europe/Lisbon", "09:00", "12:00", 30);

	@Test
	void findsARealOpening() {
		assertThat(refusals("2026-11-24T09:30:00Z", VisitType.IN_PERSON)).isEmpty();
	}

	@Test
	void refusesAStartBesideTheOpenings() {
		assertThat(refusals("2026-11-24T09:31:00Z", VisitType.IN_PERSON)).containsExactly("not-an-opening");
		assertThat(refusals("2026-11-24T12:00:00Z", VisitType.IN_PERSON)).containsExactly("not-an-opening");
	}

	@Test
	void refusesThePastAndWhatIsTooSoon() {
		assertThat(refusals("2026-11-23T09:30:00Z", VisitType.IN_PERSON)).containsExactly("in-the-past");
		assertThat(refusals("2026-11-23T10:00:00Z", VisitType.IN_PERSON)).containsExactly("too-soon");
	}

	@Test
	void refusesWhatIsBehindTheHorizon() {
		assertThat(refusals("2027-01-23T09:30:00Z", VisitType.IN_PERSON)).containsExactly("too-far-ahead");
	}

	@Test
	void refusesATypeThatIsNotOffered() {
		assertThat(refusals("2026-11-22T09:30:00Z", VisitType.PHONE)).containsExactly("in-the-past",
				"visit-type-not-offered");
	}

	private List<String> refusals(String start, VisitType type) {
		Wish wish = new Wish("doctor", "patient", Instant.parse(start), type);
		return WantedTime.refusals(this.availability, wish, WantedTime.slot(this.availability, wish), NOW)
			.stream()
			.map(Refusal::code)
			.toList();
	}

}
