package io.medlinks.doctor;

import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.OpenApiDocument;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The API document that is committed is the one that this service offers.
 */
@MedLinksIT
class OpenApiDocumentIT {

	@Autowired
	WebTestClient client;

	@Test
	void isWhatIsCommitted() {
		OpenApiDocument.assertCommitted(this.client, "doctor-service");
	}

}
