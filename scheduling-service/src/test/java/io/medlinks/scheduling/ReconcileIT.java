package io.medlinks.scheduling;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.reconcile.Known;
import io.medlinks.testing.reconcile.ProjectionChecks;
import io.medlinks.testing.reconcile.ReconcileRequests;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What this service publishes can be published again as it was, and what it keeps of
 * others is what they said.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
@TestPropertySource(properties = "medlinks.test.context=reconcile")
class ReconcileIT {

	private static final String[] TYPES = { "medlinks.scheduling.appointment-booked.v1",
			"medlinks.scheduling.appointment-cancelled.v1", "medlinks.access.recorded.v1" };

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private Practice practice;

	@Autowired
	private Environment environment;

	private ReconcileRequests reconcile;

	private ProjectionChecks projections;

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@BeforeEach
	void liveThroughEverything() {
		this.reconcile = new ReconcileRequests(this.api);
		this.projections = new ProjectionChecks(this.api, this.traffic, this.environment,
				Map.of("care-team-links", "careLinks", "doctor-standings", "doctorStandings", "patient-contacts",
						"patientContacts", "doctor-contacts", "doctorContacts", "assessed-entries", "assessedEntries",
						"reviews", "reviews", "visit-requests", "visitRequests"));
		othersSay();
		this.projections.awaitAllAgree();
		this.practice.hasHours(this.doctor, "09:00", "11:00", 30, 0);
		String cancelled = books("2026-11-24T09:00:00Z");
		books("2026-11-24T10:00:00Z");
		books("2026-11-24T10:30:00Z");
		books("2026-11-25T09:00:00Z");
		this.api.as(this.patient, HttpMethod.DELETE, "/api/patient/appointments/" + cancelled)
			.header("If-Match", "\"1\"")
			.exchange()
			.expectStatus()
			.is2xxSuccessful();
		this.api.get(this.doctor, "/api/doctor/appointments?from=2026-11-24").expectStatus().isOk();
	}

	@AfterEach
	void close() {
		this.projections.close();
	}

	@Test
	void publishesAgainWhatItPublished() {
		await().untilAsserted(() -> this.reconcile.assertRepublishesWhatWasPublished(this.traffic, TYPES));
		for (String source : this.reconcile.declared("sources").keySet()) {
			Map<String, Known> before = this.reconcile.source(source);
			assertThat(before).as(source).isNotEmpty();
			assertThat(this.reconcile.lookUp("sources/" + source, before.keySet())).isEqualTo(before);
			assertThat(this.reconcile.repair("sources/" + source, before.keySet())).isEqualTo(before.size());
			assertThat(this.reconcile.source(source)).isEqualTo(before);
		}
		// an appointment has a version of its own on the sheet that holds several
		await().untilAsserted(
				() -> assertThat(this.traffic.published("medlinks.scheduling.appointment", this.patient.id()))
					.hasSize(5 + 4));
		assertThat(this.reconcile.source("appointments"))
			.isEqualTo(ReconcileRequests.newest(this.traffic, "medlinks.scheduling.appointment"));
	}

	@Test
	void findsAndHealsWhatAProjectionLostMissedOrGotWrong() {
		this.projections.assertFindsAndHealsAll();
	}

	private String books(String start) {
		return ApiClient.read(this.practice.books(this.patient, this.doctor, start), 201).get("id").asString();
	}

	private void othersSay() {
		Account former = Account.newDoctor();
		this.traffic.publish(Fact.doctorProfile(this.doctor, 1, false));
		this.traffic.publish(Fact.doctorProfile(this.doctor, 2, true));
		this.traffic.publish(Fact.patientProfile(this.patient, 1, (_) -> {
		}));
		this.traffic.publish(Fact.patientProfile(this.patient, 2, (_) -> {
		}));
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, former, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, former, 2, false));
		String entryId = UUID.randomUUID().toString();
		this.traffic.publish(Fact.entryAssessed(this.patient, entryId, 1, "emergency"));
		this.traffic.publish(Fact.entryAssessed(this.patient, entryId, 2, "soon"));
		this.traffic.publish(Fact.review(this.patient, this.doctor, entryId, 1));
		this.traffic.publish(Fact.review(this.patient, this.doctor, entryId, 2));
		String asks = UUID.randomUUID().toString();
		this.traffic.publish(Fact.consultation(this.patient, this.doctor, asks, 1, (_) -> {
		}));
		this.traffic
			.publish(Fact.consultation(this.patient, this.doctor, asks, 2, (body) -> body.putNull("pleaseBook")));
		this.traffic.publish(Fact.consultation(this.patient, this.doctor, UUID.randomUUID().toString(), 1, (_) -> {
		}));
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(40));
	}

}
