package io.medlinks.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes the AsyncAPI page from the schemas, and fails when the page kept in
 * {@code docs/asyncapi.json} says something else. Run with {@code -Dasyncapi.write=true}
 * to write it anew.
 */
class AsyncApiPageTests {

	private static final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	@Test
	void saysWhatTheSchemasSay() throws IOException {
		Path kept = Path.of(System.getProperty("medlinks.root", "../.."), "docs", "asyncapi.json");
		String page = json.writeValueAsString(page()) + "\n";
		if (Boolean.getBoolean("asyncapi.write")) {
			Files.createDirectories(kept.getParent());
			Files.writeString(kept, page);
		}
		assertThat(kept).content().isEqualTo(page);
	}

	private static ObjectNode page() {
		ObjectNode page = json.createObjectNode();
		page.put("asyncapi", "3.0.0");
		page.putObject("info")
			.put("title", "MedLinks events")
			.put("version", "1")
			.put("description", "Facts that the services publish: CloudEvents 1.0 over Kafka in binary mode, "
					+ "JSON bodies, keyed so that the facts of one patient (or doctor) keep their order.");
		ObjectNode channels = page.putObject("channels");
		ObjectNode operations = page.putObject("operations");
		ObjectNode messages = page.putObject("components").putObject("messages");
		List<String> types = EventContractTests.types().toList();
		for (String type : types) {
			ObjectNode schema = (ObjectNode) json
				.readTree(EventContractTests.resource("contracts/" + type + "/schema.json"));
			String topic = schema.get("x-topic").asString();
			ObjectNode channel = (ObjectNode) channels.withObjectProperty(topic).put("address", topic);
			channel.withObjectProperty("messages").putObject(type).put("$ref", "#/components/messages/" + type);
			ObjectNode message = messages.putObject(type);
			message.put("name", type).put("summary", schema.get("description").asString());
			message.put("contentType", "application/json");
			message.set("payload", schema);
			ArrayNode examples = message.putArray("examples");
			examples.addObject().set("payload", EventContractTests.sample(type));
			ObjectNode operation = operations.withObjectProperty("publish." + topic);
			operation.put("action", "send");
			operation.putObject("channel").put("$ref", "#/channels/" + topic);
		}
		return page;
	}

}
