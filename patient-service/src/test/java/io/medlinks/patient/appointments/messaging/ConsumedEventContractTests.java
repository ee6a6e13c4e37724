package io.medlinks.patient.appointments.messaging;

import java.time.Instant;

import io.medlinks.patient.appointments.AppointmentStatus;
import io.medlinks.patient.appointments.PublishedAppointment;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What scheduling-service publishes can be read.
 */
class ConsumedEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@ParameterizedTest
	@CsvSource({ "booked,1,2026-11-24T09:20:00Z,BOOKED", "moved,2,2026-11-26T10:00:00Z,BOOKED",
			"cancelled,2,2026-11-24T09:20:00Z,CANCELLED" })
	void readsAnAppointment(String what, long version, Instant start, AppointmentStatus status) {
		PublishedAppointment appointment = this.json
			.readValue(EventContracts.sample("medlinks.scheduling.appointment-" + what + ".v1"),
					AppointmentEventListener.AppointmentFact.class)
			.appointment();
		assertThat(appointment.version()).isEqualTo(version);
		assertThat(appointment.start()).isEqualTo(start);
		assertThat(appointment.end()).isEqualTo(start.plusSeconds(1200));
		assertThat(appointment.status()).isEqualTo(status);
		assertThat(appointment.zone()).isEqualTo("Europe/Lisbon");
	}

}
