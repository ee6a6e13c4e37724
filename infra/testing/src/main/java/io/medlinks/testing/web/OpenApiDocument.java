package io.medlinks.testing.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

import io.medlinks.testing.parts.TestParts;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI documents in <code>docs/openapi</code>, which the types of the web client
 * are made from.
 */
public final class OpenApiDocument {

	/** The system property that has the documents written anew instead of compared. */
	public static final String WRITE = "openapi.write";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	private OpenApiDocument() {
	}

	/**
	 * Fails unless the committed document is what the service under test offers.
	 * @param module the service's name
	 */
	public static void assertCommitted(WebTestClient client, String module) {
		assertCommitted(client, module, "/v3/api-docs");
	}

	/**
	 * Fails unless the committed document is what the module under test offers.
	 * @param module the module's name
	 * @param address where it offers its document
	 */
	public static void assertCommitted(WebTestClient client, String module, String address) {
		Path committed = TestParts.root().resolve("docs/openapi/" + module + ".json");
		String offered = offered(client, address);
		try {
			if (Boolean.getBoolean(WRITE)) {
				Files.createDirectories(committed.getParent());
				Files.writeString(committed, offered);
			}
			assertThat(offered).as("%s; -D%s=true writes it anew", committed.getFileName(), WRITE)
				.isEqualTo(Files.readString(committed));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String offered(WebTestClient client, String address) {
		byte[] body = client.get()
			.uri(address)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody();
		TreeMap<?, ?> api = JSON.readValue(body, TreeMap.class);
		api.remove("servers");
		return JSON.writeValueAsString(api).replace("\r\n", "\n") + "\n";
	}

}
