package io.medlinks.gateway.status;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.Services;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What everybody may know about the parts of the system.
 */
@GatewayIT
class SystemStatusIT {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	@Autowired
	Browsers browsers;

	@AfterEach
	void everythingWorksAgain() {
		Services.DOCTOR.ready(true);
		Services.AI.ready(true);
		awaitStatus("up");
	}

	@Test
	void tellsThatEverythingWorks() {
		JsonNode status = awaitStatus("up");
		assertThat(up(status)).containsOnlyKeys("patient", "doctor", "scheduling", "ai-summary", "sign-in")
			.as("one of two instances is enough")
			.doesNotContainValue(false);
		assertThat(status.path("emergencyNumber").asString()).isEqualTo("112");
		assertThat(status.path("parts")).allSatisfy((part) -> {
			assertThat(part.path("title").asString()).isNotBlank();
			assertThat(part.path("message").asString()).isNotBlank();
		});
	}

	@Test
	void tellsWhatDoesNotWorkAndWhatStillDoes() {
		Services.DOCTOR.ready(false);
		Services.AI.ready(false);
		JsonNode status = awaitStatus("degraded");
		assertThat(up(status)).containsEntry("doctor", false)
			.containsEntry("patient", true)
			.containsEntry("scheduling", true)
			.containsEntry("ai-summary", true)
			.containsEntry("sign-in", true);
		JsonNode doctor = status.path("parts")
			.valueStream()
			.filter((part) -> part.path("name").asString().equals("doctor"))
			.findFirst()
			.orElseThrow();
		assertThat(doctor.path("message").asString()).contains("cannot be reached right now")
			.contains("Still working: The diary, booking and summaries");
		assertThat(status.toString()).doesNotContain("localhost", "http:", "Exception");
	}

	@Test
	void tellsItsOwnHealthToEverybody() {
		assertThat(this.browsers.nobody().get("/actuator/health/readiness").status()).isEqualTo(200);
		assertThat(this.browsers.nobody().get("/actuator/health/liveness").status()).isEqualTo(200);
	}

	private JsonNode awaitStatus(String expected) {
		return Awaitility.await().atMost(LIMIT).until(() -> {
			Answer answer = this.browsers.nobody().get("/api/public/status");
			assertThat(answer.status()).isEqualTo(200);
			return answer.json();
		}, (status) -> status.path("status").asString().equals(expected)
				&& (!expected.equals("degraded") || up(status).values().stream().filter((up) -> !up).count() == 1));
	}

	private static Map<String, Boolean> up(JsonNode status) {
		return status.path("parts")
			.valueStream()
			.collect(Collectors.toMap((part) -> part.path("name").asString(), (part) -> part.path("up").asBoolean()));
	}

}
