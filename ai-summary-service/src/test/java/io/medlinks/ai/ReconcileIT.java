package io.medlinks.ai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.reconcile.ProjectionChecks;
import io.medlinks.testing.reconcile.ReconcileRequests;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What this service publishes can be published again as it was, and what it keeps of
 * others is what they said.
 */
@MedLinksIT
@TestPropertySource(properties = "medlinks.test.context=reconcile")
class ReconcileIT {

	private static final String[] TYPES = { "medlinks.ai.entry-assessed.v1", "medlinks.ai.summary-written.v1",
			"medlinks.ai.interview-submitted.v1", "medlinks.access.recorded.v1" };

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

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
				Map.of("care-team-links", "careLinks", "doctor-standings", "doctorStandings", "diary-entries",
						"diaryEntries", "patient-profiles", "patientProfiles"));
		Account former = Account.newDoctor();
		this.traffic.publish(Fact.doctorProfile(this.doctor, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, former, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, former, 2, false));
		this.traffic.publish(Fact.patientProfile(this.patient, 1, (_) -> {
		}));
		String amended = UUID.randomUUID().toString();
		logs(UUID.randomUUID().toString(), "Chest pain into my left arm");
		logs(amended, "A dull headache");
		this.traffic.publish(Fact.entryAmended(this.patient, amended, 2,
				(body) -> Fact.content(body).put("text", "The worst headache of my life")));
		String withdrawn = UUID.randomUUID().toString();
		logs(withdrawn, "Nothing");
		this.traffic.publish(Fact.entryWithdrawn(this.patient, withdrawn, 2, (_) -> {
		}));
		InterviewRequests interviews = new InterviewRequests(this.api);
		interviews.starts(this.patient, "My ear hurts");
		interviews.sends(this.patient, "My ear hurts äöü صداع");
		await().untilAsserted(() -> this.api.get(this.doctor, "/api/doctor/patients/" + this.patient.id() + "/summary")
			.expectStatus()
			.isOk());
		this.projections.awaitAllAgree();
	}

	@AfterEach
	void close() {
		this.projections.close();
	}

	@Test
	void publishesAgainWhatItPublished() {
		await().untilAsserted(() -> this.reconcile.assertRepublishesWhatWasPublished(this.traffic, TYPES));
		for (String source : this.reconcile.declared("sources").keySet()) {
			await().untilAsserted(() -> {
				var before = this.reconcile.source(source);
				assertThat(before).as(source).isNotEmpty();
				assertThat(this.reconcile.repair("sources/" + source, before.keySet())).isEqualTo(before.size());
				assertThat(this.reconcile.source(source)).isEqualTo(before);
			});
		}
	}

	@Test
	void tellsNobodyOfAnInterviewThatWasNotSent() {
		String open = new InterviewRequests(this.api).starts(this.patient, "My back hurts").get("id").asString();
		assertThat(this.reconcile.source("interviews")).isNotEmpty().doesNotContainKey(open);
		assertThat(this.reconcile.repair("sources/interviews", List.of(open))).isZero();
	}

	@Test
	void findsAndHealsWhatAProjectionLostMissedOrGotWrong() {
		this.projections.assertFindsAndHealsAll();
	}

	private void logs(String entryId, String text) {
		this.traffic
			.publish(Fact.entryLogged(this.patient, entryId, 1, (body) -> Fact.content(body).put("text", text)));
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(40));
	}

}
