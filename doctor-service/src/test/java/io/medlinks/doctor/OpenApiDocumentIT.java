package io.medlinks.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.TestParts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The committed API description is what the service offers. Run with
 * {@code -Dopenapi.write=true} to write it anew.
 */
@MedLinksIT
class OpenApiDocumentIT {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	@Autowired
	WebTestClient client;

	@Test
	void documentIsWhatTheServiceOffers() throws IOException {
		Path document = TestParts.root().resolve("docs/openapi/doctor-service.json");
		String offered = offered();
		if (Boolean.getBoolean("openapi.write")) {
			Files.createDirectories(document.getParent());
			Files.writeString(document, offered);
		}
		assertThat(Files.readString(document)).isEqualTo(offered);
	}

	private String offered() {
		byte[] body = this.client.get()
			.uri("/v3/api-docs")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody();
		TreeMap<?, ?> api = JSON.readValue(body, TreeMap.class);
		api.remove("servers");
		return JSON.writeValueAsString(api) + "\n";
	}

}
