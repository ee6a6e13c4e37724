package io.medlinks.scheduling.appointment;

import java.time.Duration;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.text.PatientText;
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
	void cancelledAppointmentKeepsItsContract() {
		assertValid(AppointmentEvents.CANCELLED,
				this.appointment.cancelled(AppointmentFixtures.MIDNIGHT, new PatientText("feeling better")));
		assertValid(AppointmentEvents.CANCELLED, this.appointment.cancelled(AppointmentFixtures.MIDNIGHT, null));
	}

	private void assertValid(EventType type, Appointment state) {
		EventContracts.assertValid(type.name(), this.json.writeValueAsString(AppointmentEvents.published(state)));
	}

}
