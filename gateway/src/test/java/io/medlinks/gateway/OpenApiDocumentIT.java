package io.medlinks.gateway;

import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.testing.web.OpenApiDocument;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayIT
class OpenApiDocumentIT {

	private final WebTestClient web;

	@Autowired
	OpenApiDocumentIT(WebTestClient web) {
		this.web = web;
	}

	@Test
	void offersTheCommittedApi() {
		OpenApiDocument.assertCommitted(this.web, "gateway", "/api/docs/gateway.json");
	}

}
