package io.medlinks.ai;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.SecondInstance;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;

import static io.medlinks.ai.InterviewRequests.INTERVIEWS;
import static io.medlinks.ai.InterviewRequests.harmless;
import static io.medlinks.ai.InterviewRequests.opening;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What must hold whichever instance is asked.
 */
@MedLinksIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesIT {

	@Autowired
	private ApiClient here;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private ConfigurableEnvironment environment;

	private SecondInstance second;

	private ApiClient there;

	@BeforeAll
	void startAnother() {
		this.second = SecondInstance.of(this.environment, AiSummaryServiceApplication.class);
		this.there = this.second.api();
	}

	@AfterAll
	void stopTheOther() {
		if (this.second != null) {
			this.second.close();
		}
	}

	@Test
	void goesOnWithAnInterviewAtTheOtherInstance() {
		Account patient = Account.newPatient();
		JsonNode begun = new InterviewRequests(this.here).starts(patient, "My ear hurts");
		InterviewRequests elsewhere = new InterviewRequests(this.there);
		JsonNode resumed = elsewhere.reads(patient, begun.get("id").asString());
		assertThat(resumed).isEqualTo(begun);
		JsonNode next = read(elsewhere.answers(patient, resumed, harmless(resumed)), 200);
		problem(new InterviewRequests(this.here).answers(patient, begun, harmless(begun)), 412, "stale-version");
		JsonNode ready = new InterviewRequests(this.here).answersAll(patient, next);
		read(elsewhere.submits(patient, ready, "My ear hurts"), 200);
		assertThat(this.traffic.awaitPublished("medlinks.ai.interview", patient.id(), 1)).hasSize(1);
	}

	@Test
	void doesTheSameRequestOnceAtBoth() {
		Account patient = Account.newPatient();
		String key = UUID.randomUUID().toString();
		List<JsonNode> begun = Stream.of(this.here, this.there)
			.map((api) -> CompletableFuture.supplyAsync(
					() -> read(api.post(patient, INTERVIEWS, opening("My ear hurts", "en"), key), 201).get("id")))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		assertThat(begun.getFirst()).isEqualTo(begun.getLast());
		JsonNode ready = new InterviewRequests(this.there).answersAll(patient,
				new InterviewRequests(this.here).reads(patient, begun.getFirst().asString()));
		String sendKey = UUID.randomUUID().toString();
		List<Long> versions = Stream.of(this.here, this.there, this.here)
			.map((api) -> CompletableFuture.supplyAsync(() -> read(new InterviewRequests(api).posts(patient, ready,
					"/submission", "{\"text\": \"My ear hurts\"}", sendKey), 200)
				.get("version")
				.asLong()))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		assertThat(versions).containsOnly(ready.get("version").asLong() + 1);
		assertThat(this.traffic.awaitPublished("medlinks.ai.interview", patient.id(), 1)).hasSize(1);
	}

}
