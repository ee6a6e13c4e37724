package io.medlinks.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class EntriesTests {

	@Test
	void nameSymptomsOfTheCatalogue() throws Exception {
		String catalogue = Files.readString(Path.of(System.getProperty("medlinks.root", "../.."))
			.resolve("infra/contracts/src/main/resources/catalogue/symptoms.json"));
		Set<String> codes = new HashSet<>();
		IntStream.range(0, 50)
			.mapToObj((number) -> JsonMapper.shared().readTree(Entries.body(number)))
			.forEach((body) -> codes.add(symptom(body).get("code").asString()));
		assertThat(codes).hasSize(7).allSatisfy((code) -> assertThat(catalogue).contains("\"" + code + "\""));
	}

	@Test
	void staysWithinTheScaleOfSeverity() {
		IntStream.range(0, 50)
			.mapToObj((number) -> JsonMapper.shared().readTree(Entries.body(number)))
			.forEach((body) -> assertThat(symptom(body).get("severity").asInt()).isBetween(1, 10));
	}

	private static JsonNode symptom(JsonNode body) {
		return body.get("symptoms").get(0);
	}

}
