package io.medlinks.scheduling.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.medlinks.scheduling.SchedulingServiceApplication;
import io.medlinks.scheduling.messages.MailServer.Received;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.SecondInstance;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances send each mail once.
 */
@MedLinksIT
class MessageRaceIT {

	private static final MailServer SERVER = new MailServer();

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final int APPOINTMENTS = 40;

	@Autowired
	EventTraffic traffic;

	@Autowired
	ReactiveMongoTemplate mongo;

	@Autowired
	ConfigurableEnvironment environment;

	private final Account doctor = Account.newDoctor();

	@DynamicPropertySource
	static void send(DynamicPropertyRegistry settings) {
		settings.add("medlinks.smtp.host", () -> "127.0.0.1");
		settings.add("medlinks.smtp.port", SERVER::port);
		settings.add("medlinks.messages.sweep-every", () -> "20ms");
		settings.add("medlinks.messages.first-backoff", () -> "20ms");
		settings.add("medlinks.messages.longest-backoff", () -> "100ms");
	}

	@Test
	void sendEachMailOnce() {
		List<Account> patients = new ArrayList<>();
		this.traffic.publish(Fact.doctorProfile(this.doctor, 1, true));
		for (int i = 0; i < APPOINTMENTS; i++) {
			Account patient = Account.newPatient();
			patients.add(patient);
			this.traffic.publish(Fact.patientProfile(patient, 1,
					(body) -> ((ObjectNode) body.get("content")).put("email", address(patient))));
		}
		Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.DAYS);
		try (SecondInstance _ = SecondInstance.of(this.environment, SchedulingServiceApplication.class)) {
			SERVER.goAway();
			try {
				patients.forEach((patient) -> this.traffic
					.publish(Fact.appointment(patient, this.doctor, UUID.randomUUID().toString(), 1, true, start)));
				await().until(() -> count(Criteria.where("attempts").gt(0)) > APPOINTMENTS);
			}
			finally {
				SERVER.comeBack();
			}
			await().untilAsserted(() -> assertThat(states()).containsOnly(Map.entry("SENT", 2L * APPOINTMENTS)));
		}
		assertThat(patients).allSatisfy((patient) -> assertThat(SERVER.to(address(patient))).hasSize(1));
		assertThat(SERVER.to("marta.silva@example.org")).hasSize(APPOINTMENTS)
			.extracting((Received mail) -> mail.header("Message-ID"))
			.doesNotHaveDuplicates();
	}

	private static String address(Account patient) {
		return patient.id() + "@patients.example.org";
	}

	private Map<String, Long> states() {
		return this.mongo.findAll(Message.class)
			.collect(Collectors.groupingBy((message) -> message.state()
					+ ((message.obstacle() != null && message.dueAt() != null) ? " after " + message.obstacle() : ""),
					Collectors.counting()))
			.blockOptional(SOON)
			.orElseThrow();
	}

	private long count(Criteria of) {
		return this.mongo.count(Query.query(of), Message.class).blockOptional(SOON).orElseThrow();
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(60));
	}

}
