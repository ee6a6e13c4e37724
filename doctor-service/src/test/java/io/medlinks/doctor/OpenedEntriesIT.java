package io.medlinks.doctor;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opening marks as read, for the doctor who opened and for nobody else; it takes nothing
 * off the dashboard.
 */
@MedLinksIT
class OpenedEntriesIT {

	private static final String EIGHT = "2026-11-23T08:00:00Z";

	private final Account doctor = Account.newDoctor();

	private final Account colleague = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	ReactiveMongoTemplate mongo;

	private Stories stories;

	private String entryId;

	@BeforeEach
	void practise() {
		this.stories = new Stories(this.api, this.traffic);
		this.stories.practises(this.doctor);
		this.stories.practises(this.colleague);
		this.entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		this.traffic.publish(Fact.careTeamLink(this.patient, this.colleague, 1, true));
		this.stories.awaitItem(this.colleague, this.patient, (item) -> unread(item) == 1);
	}

	@Test
	void marksAsReadForThisDoctorOnly() {
		opens(this.doctor, body(this.entryId, 1)).expectStatus().isNoContent();
		JsonNode row = this.stories.item(this.doctor, this.patient);
		assertThat(unread(row)).isZero();
		assertThat(row.get("waitingEntries").asInt()).isEqualTo(1);
		assertThat(row.get("urgency").asString()).isEqualTo("same-day");
		assertThat(row.at("/uncovered/0/entryId").asString()).isEqualTo(this.entryId);
		assertThat(row.get("seenBy").isNull()).isTrue();
		assertThat(unread(this.stories.item(this.colleague, this.patient))).isEqualTo(1);
	}

	@Test
	void isUnreadAgainOnceThePatientPutsItOtherwise() {
		opens(this.doctor, body(this.entryId, 1)).expectStatus().isNoContent();
		this.stories.amends(this.patient, this.entryId, 2, EIGHT);
		this.stories.awaitItem(this.doctor, this.patient, (item) -> unread(item) == 1);
		opens(this.doctor, body(this.entryId, 1)).expectStatus().isNoContent();
		assertThat(unread(this.stories.item(this.doctor, this.patient))).isEqualTo(1);
		opens(this.doctor, body(this.entryId, 2)).expectStatus().isNoContent();
		assertThat(unread(this.stories.item(this.doctor, this.patient))).isZero();
		opens(this.doctor, body(this.entryId, 1)).expectStatus().isNoContent();
		assertThat(unread(this.stories.item(this.doctor, this.patient))).isZero();
	}

	@Test
	void waitsNoMoreForWhoeverHasLeftTheCareTeam() {
		opens(this.doctor, body(this.entryId, 1)).expectStatus().isNoContent();
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 2, false));
		Stories.await().untilAsserted(() -> {
			Document kept = this.mongo.findById(this.entryId, Document.class, "entryFacts").block();
			assertThat(kept).isNotNull();
			assertThat(kept.getList("openedBy", String.class)).isEmpty();
			assertThat(kept.getList("waitsFor", String.class)).containsExactly(this.colleague.id());
		});
		assertThat(unread(this.stories.item(this.colleague, this.patient))).isEqualTo(1);
	}

	@Test
	void marksOnceHoweverOftenItIsOpenedAtOnce() {
		String newer = this.stories.logs(this.patient, "2026-11-23T09:00:00Z");
		this.stories.awaitItem(this.doctor, this.patient, (item) -> unread(item) == 2);
		Stories.atOnce(8, () -> opens(this.doctor, body(this.entryId, 1)).expectStatus().isNoContent());
		JsonNode row = this.stories.item(this.doctor, this.patient);
		assertThat(unread(row)).isEqualTo(1);
		assertThat(row.get("waitingEntries").asInt()).isEqualTo(2);
		opens(this.doctor, body(newer, 1)).expectStatus().isNoContent();
		assertThat(unread(this.stories.item(this.doctor, this.patient))).isZero();
	}

	@Test
	void countsAmongMoreThanARowTellsApart() {
		List<String> more = IntStream.range(0, 105).mapToObj((_) -> this.stories.logs(this.patient, EIGHT)).toList();
		this.stories.awaitItem(this.doctor, this.patient, (item) -> unread(item) == 106);
		String three = more.stream()
			.limit(3)
			.map((id) -> "{\"entryId\": \"%s\", \"version\": 1}".formatted(id))
			.collect(Collectors.joining(", "));
		opens(this.doctor, "{\"opened\": [" + three + "]}").expectStatus().isNoContent();
		JsonNode row = this.stories.item(this.doctor, this.patient);
		assertThat(unread(row)).isEqualTo(103);
		assertThat(row.get("waitingEntries").asInt()).isEqualTo(106);
	}

	@Test
	void refusesWhatIsNotThereAndWhoeverDoesNotTreatThePatient() {
		ApiClient.problem(opens(this.doctor, body(this.entryId, 2)), 409, "unknown-entry-version");
		JsonNode problem = ApiClient.problem(opens(this.doctor, body("none", 1)), 409, "unknown-entry-version");
		assertThat(problem.at("/unknown/0/entryId").asString()).isEqualTo("none");
		Account another = Account.newPatient();
		String theirs = this.stories.logsFor(this.doctor, another, "soon");
		ApiClient.problem(opens(this.doctor, body(theirs, 1)), 409, "unknown-entry-version");
		Account unrelated = Account.newDoctor();
		this.stories.practises(unrelated);
		ApiClient.problem(opens(unrelated, body(this.entryId, 1)), 403, "forbidden");
		assertThat(unread(this.stories.item(this.doctor, this.patient))).isEqualTo(1);
		assertThat(unread(this.stories.item(this.doctor, another))).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{}                                          | opened
			{"opened": []}                              | opened
			{"opened": [null]}                          | opened[0]
			{"opened": [{"entryId": "", "version": 1}]} | opened[0].entryId
			{"opened": [{"entryId": "e"}]}              | opened[0].version
			{"opened": [{"entryId": "e", "version": 0}]}| opened[0].version
			""")
	void namesTheFieldThatIsWrong(String body, String field) {
		JsonNode problem = ApiClient.problem(opens(this.doctor, body), 400, "validation-failed");
		assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
	}

	@Test
	void refusesTooMany() {
		String many = IntStream.range(0, 501)
			.mapToObj((number) -> "{\"entryId\": \"e%d\", \"version\": 1}".formatted(number))
			.collect(Collectors.joining(", "));
		JsonNode problem = ApiClient.problem(opens(this.doctor, "{\"opened\": [" + many + "]}"), 400,
				"validation-failed");
		assertThat(problem.at("/errors/0/field").asString()).isEqualTo("opened");
	}

	private WebTestClient.ResponseSpec opens(Account who, String body) {
		return this.api.as(who, HttpMethod.PUT, Stories.PATIENTS + "/" + this.patient.id() + "/read-marks")
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.bodyValue(body)
			.exchange();
	}

	private static String body(String entryId, long version) {
		return "{\"opened\": [{\"entryId\": \"%s\", \"version\": %d}]}".formatted(entryId, version);
	}

	private static int unread(JsonNode item) {
		return item.get("unreadEntries").asInt();
	}

}
