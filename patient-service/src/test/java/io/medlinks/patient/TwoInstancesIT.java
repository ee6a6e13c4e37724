package io.medlinks.patient;

import java.util.List;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.SecondInstance;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import io.medlinks.testing.web.EventStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.patient.PatientRequests.ENTRIES;
import static io.medlinks.patient.PatientRequests.LIVE;
import static io.medlinks.patient.PatientRequests.amendment;
import static io.medlinks.patient.PatientRequests.atOnce;
import static io.medlinks.patient.PatientRequests.diaryOf;
import static io.medlinks.patient.PatientRequests.entry;
import static io.medlinks.patient.PatientRequests.published;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What must hold whichever instance is asked.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesIT {

	@Autowired
	private ApiClient here;

	@Autowired
	private WebTestClient client;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private ConfigurableEnvironment environment;

	private SecondInstance second;

	private ApiClient there;

	@BeforeAll
	void startAnother() {
		this.second = SecondInstance.of(this.environment, PatientServiceApplication.class, PassingTime.Time.class);
		this.there = this.second.api();
	}

	@AfterAll
	void stopTheOther() {
		if (this.second != null) {
			this.second.close();
		}
	}

	@Test
	void streamOfOneShowsWhatTheOtherWrote() {
		Account patient = Account.newPatient();
		try (EventStream live = EventStream.open(this.second.client(), patient, LIVE)) {
			assertThat(live.await("snapshot").data().get("items")).isEmpty();
			String id = new PatientRequests(this.here).logs(patient, "Written elsewhere");
			live.await("row", (row) -> row.get("key").asString().equals(id)
					&& row.at("/row/text").asString().equals("Written elsewhere"));
			this.traffic.publish(Fact.entryAssessed(patient, id, 1, "emergency"));
			live.await("row", (row) -> row.at("/row/assessment/level").asString("").equals("emergency"));
		}
	}

	@Test
	void streamGoesOnAtTheOtherInstance() {
		Account patient = Account.newPatient();
		String lastEventId;
		try (EventStream live = EventStream.open(this.client, patient, LIVE)) {
			lastEventId = live.await("snapshot").id();
		}
		String missed = new PatientRequests(this.here).logs(patient, "Missed");
		try (EventStream resumed = EventStream.open(this.second.client(), patient, LIVE, lastEventId)) {
			resumed.await("row", (row) -> row.get("key").asString().equals(missed));
			assertThat(resumed.events()).extracting(EventStream.Event::name).doesNotContain("snapshot");
		}
	}

	@Test
	void sameKeyAtBothIsOneEntry() {
		Account patient = Account.newPatient();
		String key = UUID.randomUUID().toString();
		List<JsonNode> receipts = atOnce(() -> read(this.here.post(patient, ENTRIES, entry("Once"), key), 201),
				() -> read(this.there.post(patient, ENTRIES, entry("Once"), key), 201));
		assertThat(receipts.get(0)).isEqualTo(receipts.get(1));
		assertThat(read(this.there.get(patient, ENTRIES), 200).get("items")).hasSize(1);
		problem(this.there.post(patient, ENTRIES, entry("Twice"), key), 422, "idempotency-key-reused");
		String id = receipts.getFirst().get("id").asString();
		read(new PatientRequests(this.there).amends(patient, id, 1, amendment("Twice", "again")), 200);
		assertThat(published(this.traffic, "medlinks.patient.diary", patient.id(), 2))
			.extracting(PublishedEvent::version)
			.containsExactly(1L, 2L);
	}

	@Test
	void oneOfTwoAmendmentsWins() {
		Account patient = Account.newPatient();
		String id = new PatientRequests(this.here).logs(patient, "Headache");
		List<Integer> statuses = atOnce(
				() -> statusOf(new PatientRequests(this.here).amends(patient, id, 1, amendment("A", "a"))),
				() -> statusOf(new PatientRequests(this.there).amends(patient, id, 1, amendment("B", "b"))));
		assertThat(statuses).containsExactlyInAnyOrder(200, 412);
		List<PublishedEvent> events = published(this.traffic, "medlinks.patient.diary", patient.id(), 2);
		assertThat(events).extracting(PublishedEvent::version).containsExactly(1L, 2L);
		assertThat(events.get(1).body().at("/content/text"))
			.isEqualTo(read(this.there.get(patient, ENTRIES + "/" + id), 200).get("text"));
	}

	@Test
	void revocationAtOneCountsAtTheOtherAtOnce() {
		Account patient = Account.newPatient();
		Account doctor = Account.newDoctor();
		PatientRequests requests = new PatientRequests(this.here);
		requests.practises(this.traffic, doctor);
		read(requests.letsIn(patient, doctor), 201);
		read(this.there.get(doctor, diaryOf(patient)), 200);
		requests.revokes(patient, doctor).expectStatus().isNoContent();
		problem(this.there.get(doctor, diaryOf(patient)), 403, "forbidden");
	}

	private static int statusOf(WebTestClient.ResponseSpec response) {
		return response.expectBody().returnResult().getStatus().value();
	}

}
