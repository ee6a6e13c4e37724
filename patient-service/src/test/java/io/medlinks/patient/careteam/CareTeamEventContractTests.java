package io.medlinks.patient.careteam;

import java.time.Instant;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the care team publishes keeps its contract.
 */
class CareTeamEventContractTests {

	private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

	private final JsonMapper json = JsonMapper.builder().build();

	private final CareTeamLink link = CareTeamLink.opened("patient-1", "doctor-1", NOW,
			new AppliedKey("token", "fingerprint"));

	@Test
	void openedLinkKeepsItsContract() {
		EventContracts.assertValid(CareTeamEvents.OPENED.name(),
				this.json.writeValueAsString(CareTeamEvents.published(this.link)));
	}

	@Test
	void closedLinkKeepsItsContract() {
		EventContracts.assertValid(CareTeamEvents.CLOSED.name(),
				this.json.writeValueAsString(CareTeamEvents.published(this.link.close(NOW))));
	}

	@Test
	void reopenedLinkKeepsItsContract() {
		EventContracts.assertValid(CareTeamEvents.OPENED.name(),
				this.json.writeValueAsString(CareTeamEvents.published(this.link.close(NOW).reopen(NOW))));
	}

}
