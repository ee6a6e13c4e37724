package io.medlinks.doctor.profile;

import java.time.Instant;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the profile publishes keeps its contract.
 */
class DoctorEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	private final Doctor doctor = Doctor.created("doctor-1",
			new DoctorContent("Dr Marta Silva", "General practice", null, null, "Europe/Lisbon", null, null),
			new AppliedKey("token", "fingerprint"));

	@Test
	void newProfileKeepsItsContract() {
		assertValid(this.doctor);
	}

	@Test
	void approvedProfileKeepsItsContract() {
		assertValid(this.doctor.decided(true, Instant.EPOCH));
	}

	private void assertValid(Doctor state) {
		EventContracts.assertValid(DoctorEvents.CHANGED.name(),
				this.json.writeValueAsString(DoctorEvents.published(state)));
	}

}
