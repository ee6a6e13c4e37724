package io.medlinks.patient;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.reconcile.ProjectionChecks;
import io.medlinks.testing.reconcile.ReconcileRequests;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;

import static io.medlinks.patient.PatientRequests.PROFILE;
import static io.medlinks.patient.PatientRequests.amendment;
import static io.medlinks.patient.PatientRequests.diaryOf;
import static io.medlinks.patient.PatientRequests.entry;
import static io.medlinks.patient.PatientRequests.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What this service publishes can be published again as it was, and what it keeps of
 * others is what they said.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
@TestPropertySource(properties = "medlinks.test.context=reconcile")
class ReconcileIT {

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private Environment environment;

	private PatientRequests requests;

	private ReconcileRequests reconcile;

	private ProjectionChecks projections;

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@BeforeEach
	void liveThroughEverything() {
		this.requests = new PatientRequests(this.api);
		this.reconcile = new ReconcileRequests(this.api);
		this.projections = new ProjectionChecks(this.api, this.traffic, this.environment,
				Map.of("access-log", "accessLog", "appointments", "appointments", "consultations", "consultations",
						"doctors", "doctors", "entry-assessments", "entryAssessments", "interviews", "interviews",
						"reviews", "reviews", "summaries", "summaries"));
		putsProfile(null, """
				{"name": "Ana Reis", "birthDate": "1987-04-12", "sex": "female", "zone": "Europe/Lisbon",
				"language": "en", "allergies": ["penicillin", "nuts"], "heightCm": 168.0, "weightKg": 61.55}""");
		putsProfile("\"1\"", "{\"name\": \"Ana\", \"zone\": \"Asia/Kathmandu\", \"language\": \"ar\"}");
		this.requests.practises(this.traffic, this.doctor);
		Account former = Account.newDoctor();
		this.requests.practises(this.traffic, former);
		this.requests.letsIn(this.patient, this.doctor).expectStatus().is2xxSuccessful();
		this.requests.letsIn(this.patient, former).expectStatus().is2xxSuccessful();
		this.requests.revokes(this.patient, former).expectStatus().is2xxSuccessful();
		logsInNanoseconds();
		String logged = this.requests.logs(this.patient, "A headache\\nwith \\\"quotes\\\", äöü and \\ud83e\\udd12");
		String amended = this.requests.logs(this.patient, "A headache");
		this.requests.amends(this.patient, amended, 1, amendment("A bad headache", "it got worse"))
			.expectStatus()
			.isOk();
		String withdrawn = this.requests.logs(this.patient, "Nothing");
		this.requests.withdraws(this.patient, withdrawn, 1).expectStatus().isNoContent();
		this.api.get(this.doctor, diaryOf(this.patient)).expectStatus().isOk();
		othersSay(logged, amended);
	}

	@AfterEach
	void close() {
		this.projections.close();
	}

	@Test
	void publishesAgainWhatItPublished() {
		eventually("all to be published")
			.untilAsserted(() -> this.reconcile.assertRepublishesWhatWasPublished(this.traffic,
					"medlinks.patient.profile-changed.v1", "medlinks.patient.diary-entry-logged.v1",
					"medlinks.patient.diary-entry-amended.v1", "medlinks.patient.diary-entry-withdrawn.v1",
					"medlinks.patient.care-team-link-opened.v1", "medlinks.patient.care-team-link-closed.v1",
					"medlinks.access.recorded.v1"));
		for (String source : this.reconcile.declared("sources").keySet()) {
			var before = this.reconcile.source(source);
			assertThat(before).as(source).isNotEmpty();
			assertThat(this.reconcile.repair("sources/" + source, before.keySet())).isEqualTo(before.size());
			assertThat(this.reconcile.source(source)).isEqualTo(before);
		}
		this.projections.awaitAllAgree();
	}

	@Test
	void findsAndHealsWhatAProjectionLostMissedOrGotWrong() {
		this.projections.assertFindsAndHealsAll();
	}

	@Test
	void keepsEachAccessOnceForEachPatientThatItNames() {
		this.projections.awaitAllAgree();
		assertThat(this.reconcile.projection("access-log"))
			.containsAllEntriesOf(this.reconcile.source("access-records"))
			.hasSizeGreaterThan(this.reconcile.source("access-records").size());
	}

	private void putsProfile(@Nullable String tag, String body) {
		var request = this.api.as(this.patient, HttpMethod.PUT, PROFILE)
			.header("Idempotency-Key", UUID.randomUUID().toString());
		if (tag != null) {
			request.header("If-Match", tag);
		}
		request.bodyValue(body).exchange().expectStatus().isOk();
	}

	/** The database keeps milliseconds, so nothing more precise may be published. */
	private void logsInNanoseconds() {
		this.api.post(this.patient, PatientRequests.ENTRIES, entry("Precise", "2026-11-22T08:00:00.123456789-03:30"))
			.expectStatus()
			.isCreated();
	}

	private void othersSay(String logged, String amended) {
		this.traffic.publish(Fact.entryAssessed(this.patient, logged, 1, "emergency"));
		this.traffic.publish(Fact.entryAssessed(this.patient, amended, 1, "routine"));
		this.traffic.publish(Fact.entryAssessed(this.patient, amended, 2, "soon"));
		this.traffic.publish(Fact.review(this.patient, this.doctor, logged, 1));
		this.traffic.publish(Fact.interviewSubmitted(this.patient, UUID.randomUUID().toString(), 9, (_) -> {
		}));
		this.traffic.publish(Fact.summaryWritten(this.patient, 1));
		this.traffic.publish(Fact.summaryWritten(this.patient, 2));
		String consultation = UUID.randomUUID().toString();
		for (int version = 1; version <= 2; version++) {
			this.traffic.publish(Fact.consultation(this.patient, this.doctor, consultation, version, (_) -> {
			}));
		}
		String retracted = UUID.randomUUID().toString();
		this.traffic.publish(Fact.consultationRetracted(this.patient, this.doctor, retracted, 2));
		Instant start = Instant.parse("2999-11-24T09:00:00Z");
		String appointment = UUID.randomUUID().toString();
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, appointment, 1, true, start));
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, appointment, 2, false, start));
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, UUID.randomUUID().toString(), 1, true, start));
		this.traffic.publish(Fact.of("medlinks.access", "medlinks.access.recorded.v1", this.patient.id(), (body) -> {
			body.put("accessId", UUID.randomUUID().toString());
			body.putArray("patientIds").add(this.patient.id()).add(Account.newPatient().id());
		}));
	}

}
