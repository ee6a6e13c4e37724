package io.medlinks.patient;

import java.util.UUID;
import java.util.function.Consumer;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static io.medlinks.patient.PatientRequests.ENTRIES;
import static io.medlinks.patient.PatientRequests.amendment;
import static io.medlinks.patient.PatientRequests.eventually;
import static io.medlinks.patient.PatientRequests.published;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sent interview becomes an entry of the diary, exactly one.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class InterviewEntryIT {

	private static final String TOPIC = "medlinks.patient.diary";

	private final Account patient = Account.newPatient();

	private final String interviewId = UUID.randomUUID().toString();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	private PatientRequests requests;

	@BeforeEach
	void prepare() {
		this.requests = new PatientRequests(this.api);
	}

	@Test
	void becomesAnEntryLikeAnyOther() {
		submitted(9, (_) -> {
		});
		JsonNode entry = awaitEntry();
		assertThat(entry.get("origin").asString()).isEqualTo("interview");
		assertThat(entry.get("version").asLong()).isEqualTo(1);
		assertThat(entry.get("text").asString()).startsWith("My head hurts since this morning.\nReason: headache.");
		assertThat(entry.get("happenedAt").asString()).isEqualTo("2026-11-23T08:00:00+01:00");
		assertThat(entry.at("/symptoms/0/code").asString()).isEqualTo("headache");
		assertThat(entry.at("/symptoms/0/severity").asInt()).isEqualTo(6);
		assertThat(entry.at("/symptoms/2/severity").asInt(-1)).isZero();
		PublishedEvent logged = published(this.traffic, TOPIC, this.patient.id(), 1).getFirst();
		assertThat(logged.type()).isEqualTo("medlinks.patient.diary-entry-logged.v1");
		assertThat(logged.body().get("entryId").asString()).isEqualTo(this.interviewId);
		this.traffic.publish(Fact.entryAssessed(this.patient, this.interviewId, 1, "soon"));
		eventually("assessment").until(() -> this.requests.reads(this.patient, this.interviewId)
			.at("/assessment/level")
			.asString("")
			.equals("soon"));
		String ownWords = this.requests.logs(this.patient, "In my own words");
		assertThat(this.requests.reads(this.patient, ownWords).get("origin").asString()).isEqualTo("diary");
	}

	@Test
	void becomesOneEntryHoweverOftenItIsTold() {
		submitted(9, (_) -> {
		});
		submitted(9, (_) -> {
		});
		awaitEntry();
		submitted(9, (_) -> {
		});
		awaitConsumed();
		assertThat(read(this.api.get(this.patient, ENTRIES), 200).get("items")).hasSize(2);
		assertThat(published(this.traffic, TOPIC, this.patient.id(), 2)).hasSize(2);
	}

	@Test
	void leavesWhatThePatientHasMadeOfTheEntrySince() {
		submitted(9, (_) -> {
		});
		awaitEntry();
		read(this.requests.amends(this.patient, this.interviewId, 1, amendment("Much better now", "it went away")),
				200);
		submitted(9, (_) -> {
		});
		awaitConsumed();
		JsonNode entry = this.requests.reads(this.patient, this.interviewId);
		assertThat(entry.get("text").asString()).isEqualTo("Much better now");
		assertThat(entry.get("version").asLong()).isEqualTo(2);
		assertThat(entry.get("origin").asString()).isEqualTo("interview");
		this.requests.withdraws(this.patient, this.interviewId, 2).expectStatus().isNoContent();
		submitted(9, (_) -> {
		});
		awaitConsumed();
		assertThat(this.requests.reads(this.patient, this.interviewId).get("status").asString()).isEqualTo("withdrawn");
	}

	@Test
	void keepsTheFirstWordsWhateverTheOrder() {
		submitted(9, (body) -> Fact.content(body).put("text", "As it was sent"));
		submitted(8, (body) -> Fact.content(body).put("text", "As it never was"));
		awaitConsumed();
		assertThat(this.requests.reads(this.patient, this.interviewId).get("text").asString())
			.isEqualTo("As it was sent");
		assertThat(read(this.api.get(this.patient, ENTRIES), 200).get("items")).hasSize(2);
	}

	@Test
	void isNobodyElsesEntry() {
		submitted(9, (_) -> {
		});
		awaitEntry();
		problem(this.api.get(Account.newPatient(), ENTRIES + "/" + this.interviewId), 404, "not-found");
	}

	@Test
	void isNotHeldUpByAnInterviewThatTheDiaryDoesNotTake() {
		String wrong = UUID.randomUUID().toString();
		this.traffic.publish(Fact.interviewSubmitted(this.patient, wrong, 9,
				(body) -> Fact.content(body)
					.putArray("symptoms")
					.addObject()
					.put("code", "unknown")
					.put("severity", 3)));
		submitted(9, (_) -> {
		});
		awaitEntry();
		problem(this.api.get(this.patient, ENTRIES + "/" + wrong), 404, "not-found");
	}

	private void submitted(long version, Consumer<ObjectNode> change) {
		this.traffic.publish(Fact.interviewSubmitted(this.patient, this.interviewId, version, change));
	}

	private JsonNode awaitEntry() {
		return awaitEntry(this.interviewId);
	}

	private JsonNode awaitEntry(String id) {
		return eventually("entry").until(() -> read(this.api.get(this.patient, ENTRIES + "/" + id)),
				(entry) -> entry.has("origin"));
	}

	/** Another interview of the same patient has come out at the other end. */
	private void awaitConsumed() {
		String marker = UUID.randomUUID().toString();
		this.traffic.publish(Fact.interviewSubmitted(this.patient, marker, 1, (_) -> {
		}));
		awaitEntry(marker);
	}

}
