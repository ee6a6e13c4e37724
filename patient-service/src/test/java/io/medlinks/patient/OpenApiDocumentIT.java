package io.medlinks.patient;

import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.OpenApiDocument;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

@MedLinksIT
@Import(PassingTime.Time.class)
class OpenApiDocumentIT {

	@Autowired
	private WebTestClient client;

	@Test
	void offersWhatTheCommittedDocumentSays() {
		OpenApiDocument.assertCommitted(this.client, "patient-service");
	}

}
