package io.medlinks.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What appointments publish keeps its contract.
 */
class AppointmentEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	private final Appointment appointment = AppointmentFixtures.booked("one",
			AppointmentFixtures.MIDNIGHT.plus(Duration.ofHours(9)), Duration.ofMinutes(20), Duration.ZERO);

	@Test
	void bookedAppointmentKeepsItsContract() {
		assertValid(AppointmentEvents.BOOKED, this.appointment);
	}

	@Test
	void movedAppointmentKeepsItsContract() {
		Instant start = this.appointment.start().plus(Duration.ofDays(2));
		Slot slot = new Slot(start, start.plusSeconds(1200), start, start.plusSeconds(1200), VisitType.ONLINE,
				AppointmentFixtures.LISBON, LocalDate.of(2026, 11, 26));
		assertValid(AppointmentEvents.MOVED, this.appointment.moved(slot, "move", new AppliedKey("token", "body")));
	}

	@Test
	void cancelledAppointmentKeepsItsContract() {
		assertValid(AppointmentEvents.CANCELLED,
				this.appointment.cancelled(AppointmentFixtures.MIDNIGHT, new PatientText("feeling better")));
		assertValid(AppointmentEvents.CANCELLED, this.appointment.cancelled(AppointmentFixtures.MIDNIGHT, null));
	}

	private void assertValid(EventType type, Appointment state) {
		EventContracts.assertValid(type.name(), this.json.writeValueAsString(AppointmentEvents.published(state)));
	}

}
