package io.medlinks.patient;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import io.medlinks.testing.web.DeadLetterRoutes;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * Operators find what this service has set aside.
 */
@MedLinksIT
class DeadLettersIT {

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Test
	void areOpenToOperatorsOnly() {
		DeadLetterRoutes.assertOffered(this.api, this.traffic, "patient");
	}

}
