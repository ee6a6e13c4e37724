package io.medlinks.scheduling;

import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.OpenApiDocument;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@MedLinksIT
class OpenApiDocumentIT {

	private final WebTestClient web;

	@Autowired
	OpenApiDocumentIT(WebTestClient web) {
		this.web = web;
	}

	@Test
	void offersTheCommittedApi() {
		OpenApiDocument.assertCommitted(this.web, "scheduling-service");
	}

}
