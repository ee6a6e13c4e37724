package io.medlinks.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every event has a schema and a sample that agree, and keeps people's data under
 * {@code content}.
 */
class EventContractTests {

	/** Routing facts: what may stand outside {@code content}. */
	private static final Set<String> ROUTING = Set.of("patientId", "doctorId", "version", "entryId", "entryVersion",
			"status", "receivedAt", "linkId", "active", "since", "until", "approved", "reviewId", "kind", "covers",
			"at", "appointmentId", "start", "end", "zone", "visitType", "bookedBy", "bookedAt", "assessmentId",
			"assessedAt", "summaryId", "engine", "writtenAt", "interviewId", "submittedAt", "accessId", "actorId",
			"actorRole", "patientIds", "resource", "action", "purpose", "consultationId", "mode", "recordedAt",
			"pleaseBook", "content");

	private static final JsonMapper json = new JsonMapper();

	static Stream<String> types() {
		return resource("contracts/index.txt").lines();
	}

	@Test
	void namesEveryEventOnce() {
		List<String> types = types().toList();
		assertThat(types).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(13);
		assertThat(types).allMatch((type) -> type.matches("medlinks\\.[a-z]+\\.[a-z-]+\\.v[1-9]"));
	}

	@ParameterizedTest
	@MethodSource("types")
	void acceptsItsOwnSample(String type) {
		assertThat(schema(type).validate(resource("contracts/" + type + "/sample.json"), InputFormat.JSON)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("types")
	void refusesAnEventWithoutVersionOrWithAnUnknownMember(String type) {
		ObjectNode unversioned = sample(type);
		JsonNode first = unversioned.remove(Objects.requireNonNull(unversioned.propertyNames().iterator().next()));
		assertThat(first).isNotNull();
		ObjectNode extended = sample(type);
		extended.put("diagnosis", "must not travel outside content");
		assertThat(schema(type).validate(unversioned)).isNotEmpty();
		assertThat(schema(type).validate(extended)).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("types")
	void keepsWhatIsClinicalOrIdentifyingUnderContent(String type) {
		assertThat(sample(type).propertyNames()).allMatch(ROUTING::contains);
		assertThat(sample(type).propertyNames()).anyMatch(Set.of("content", "linkId")::contains);
	}

	@Test
	void offersSymptomsWithoutRepetition() {
		JsonNode catalogue = json.readTree(resource("catalogue/symptoms.json"));
		List<String> codes = catalogue.valueStream().map((symptom) -> symptom.get("code").asString()).toList();
		assertThat(codes).doesNotHaveDuplicates()
			.hasSizeGreaterThanOrEqualTo(50)
			.allMatch((code) -> code.matches("[a-z-]+"));
	}

	static ObjectNode sample(String type) {
		return (ObjectNode) json.readTree(resource("contracts/" + type + "/sample.json"));
	}

	static Schema schema(String type) {
		return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(resource("contracts/" + type + "/schema.json"), InputFormat.JSON);
	}

	static String resource(String name) {
		try (InputStream in = EventContractTests.class.getClassLoader().getResourceAsStream(name)) {
			return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
