package io.medlinks.patient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.patient.PatientRequests.ENTRIES;
import static io.medlinks.patient.PatientRequests.amendment;
import static io.medlinks.patient.PatientRequests.atOnce;
import static io.medlinks.patient.PatientRequests.entry;
import static io.medlinks.patient.PatientRequests.eventually;
import static io.medlinks.patient.PatientRequests.published;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The patient's own diary.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class DiaryIT {

	private static final String TOPIC = "medlinks.patient.diary";

	private final Account patient = Account.newPatient();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private PassingTime time;

	private PatientRequests requests;

	@BeforeEach
	void prepare() {
		this.requests = new PatientRequests(this.api);
	}

	@Test
	void keepsAnEntryAndSaysSo() {
		JsonNode receipt = read(this.api.post(this.patient, ENTRIES, entry("Pounding headache"))
			.expectHeader()
			.value("Location", (location) -> assertThat(location).startsWith(ENTRIES + "/"))
			.expectHeader()
			.valueEquals("ETag", "\"1\""), 201);
		assertThat(receipt.get("version").asLong()).isEqualTo(1);
		assertThat(receipt.get("receivedAt").asString()).startsWith("2026-11-23T");
		JsonNode kept = read(this.api.get(this.patient, ENTRIES + "/" + receipt.get("id").asString())
			.expectHeader()
			.valueEquals("ETag", "\"1\""), 200);
		assertThat(kept.get("text").asString()).isEqualTo("Pounding headache");
		assertThat(kept.get("status").asString()).isEqualTo("active");
		assertThat(kept.get("receivedAt")).isEqualTo(receipt.get("receivedAt"));
		assertThat(kept.at("/symptoms/0/code").asString()).isEqualTo("headache");
		assertThat(kept.at("/symptoms/0/severity").asInt()).isEqualTo(7);
		assertThat(kept.get("assessment").isNull()).isTrue();
		assertThat(kept.get("seenBy")).isEmpty();
		assertThat(kept.get("visibleToDoctors").asInt()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-23T08:00:00+01:00", "2026-11-23T12:44:59.123+05:45", "2026-11-22T22:30:00-09:30",
			"2026-11-23T07:00:00Z" })
	void keepsTheWallTimeAsItWasSent(String happenedAt) {
		String id = read(this.api.post(this.patient, ENTRIES, entry("Dizzy", happenedAt)), 201).get("id").asString();
		assertThat(this.requests.reads(this.patient, id).get("happenedAt").asString()).isEqualTo(happenedAt);
		assertThat(read(this.api.get(this.patient, ENTRIES), 200).at("/items/0/happenedAt").asString())
			.isEqualTo(happenedAt);
		PublishedEvent event = published(this.traffic, TOPIC, this.patient.id(), 1).getFirst();
		assertThat(event.body().at("/content/happenedAt").asString()).isEqualTo(happenedAt);
	}

	@Test
	void keepsWordsExactlyAsWritten() {
		String words = "  Übelkeit 🤢 und صداع\\n\\t„stark“ <b>$ne</b> ";
		String id = this.requests.logs(this.patient, words);
		assertThat(this.requests.reads(this.patient, id).get("text").asString())
			.isEqualTo("  Übelkeit 🤢 und صداع\n\t„stark“ <b>$ne</b> ");
	}

	@Test
	void pagesStayStableWhileEntriesAreAdded() {
		List<String> expected = new ArrayList<>();
		for (int hour = 7; hour >= 1; hour--) {
			// two of them at the same time
			String happenedAt = "2026-11-22T0" + ((hour == 4) ? 5 : hour) + ":00:00Z";
			expected.add(read(this.api.post(this.patient, ENTRIES, entry("Hour " + hour, happenedAt)), 201).get("id")
				.asString());
		}
		JsonNode first = page(3, null);
		String newer = this.requests.logs(this.patient, "Newer than all");
		JsonNode second = page(3, first.get("nextCursor").asString());
		JsonNode third = page(3, second.get("nextCursor").asString());
		assertThat(first.get("items")).hasSize(3);
		assertThat(second.get("items")).hasSize(3);
		assertThat(third.get("items")).hasSize(1);
		assertThat(third.get("nextCursor").isNull()).isTrue();
		assertThat(Stream.of(first, second, third).flatMap((page) -> ids(page).stream()).toList())
			.containsExactlyInAnyOrderElementsOf(expected)
			.doesNotContain(newer);
		assertThat(Stream.of(first, second, third)
			.flatMap((page) -> page.get("items").valueStream())
			.map((item) -> item.get("happenedAt").asString())
			.toList()).isSortedAccordingTo((one, other) -> other.compareTo(one));
		assertThat(ids(page(100, null))).hasSize(8).startsWith(newer);
	}

	@Test
	void cursorOfAnotherPatientOpensNothing() {
		Account other = Account.newPatient();
		this.requests.logs(other, "Mine alone");
		this.requests.logs(other, "Mine alone too");
		String cursor = read(this.api.get(other, ENTRIES + "?limit=1"), 200).get("nextCursor").asString();
		String own = this.requests.logs(this.patient, "Own");
		assertThat(ids(page(10, cursor))).allMatch(own::equals);
	}

	@Test
	void amendsWithAReasonAndKeepsEveryVersion() {
		String id = this.requests.logs(this.patient, "Headache");
		JsonNode amended = read(
				this.requests.amends(this.patient, id, 1, amendment("Headache, light hurts", "forgot the light"))
					.expectHeader()
					.valueEquals("ETag", "\"2\""),
				200);
		assertThat(amended.get("version").asLong()).isEqualTo(2);
		assertThat(amended.get("text").asString()).isEqualTo("Headache, light hurts");
		JsonNode versions = read(this.api.get(this.patient, ENTRIES + "/" + id + "/versions"), 200).get("items");
		assertThat(versions).hasSize(2);
		assertThat(versions.at("/0/version").asLong()).isEqualTo(2);
		assertThat(versions.at("/0/reason").asString()).isEqualTo("forgot the light");
		assertThat(versions.at("/0/author").asString()).isEqualTo("patient");
		assertThat(versions.at("/1/text").asString()).isEqualTo("Headache");
		assertThat(versions.at("/1/reason").isNull()).isTrue();
		assertThat(versions.at("/1/symptoms/0/severity").asInt()).isEqualTo(7);
	}

	@Test
	void withdrawnEntryStaysReadableAndCannotBeChanged() {
		String id = this.requests.logs(this.patient, "Wrong diary");
		this.api.as(this.patient, HttpMethod.DELETE, ENTRIES + "/" + id + "?reason=overridden")
			.header("If-Match", "\"1\"")
			.bodyValue("{\"reason\": \"not mine\"}")
			.exchange()
			.expectStatus()
			.isNoContent();
		JsonNode withdrawn = this.requests.reads(this.patient, id);
		assertThat(withdrawn.get("status").asString()).isEqualTo("withdrawn");
		assertThat(withdrawn.get("version").asLong()).isEqualTo(2);
		assertThat(ids(page(10, null))).containsExactly(id);
		JsonNode versions = read(this.api.get(this.patient, ENTRIES + "/" + id + "/versions"), 200).get("items");
		assertThat(versions.at("/0/reason").asString()).isEqualTo("not mine");
		problem(this.requests.amends(this.patient, id, 2, amendment("Again", "no")), 409, "entry-withdrawn");
		problem(this.requests.withdraws(this.patient, id, 2), 409, "entry-withdrawn");
	}

	@Test
	void publishesEachVersionOnceAndInOrder() {
		String id = this.requests.logs(this.patient, "One");
		read(this.requests.amends(this.patient, id, 1, amendment("Two", "better words")), 200);
		this.requests.withdraws(this.patient, id, 2).expectStatus().isNoContent();
		List<PublishedEvent> events = published(this.traffic, TOPIC, this.patient.id(), 3);
		assertThat(events).extracting(PublishedEvent::type)
			.containsExactly("medlinks.patient.diary-entry-logged.v1", "medlinks.patient.diary-entry-amended.v1",
					"medlinks.patient.diary-entry-withdrawn.v1");
		assertThat(events).extracting(PublishedEvent::version).containsExactly(1L, 2L, 3L);
		assertThat(events).allSatisfy((event) -> {
			assertThat(event.body().get("entryId").asString()).isEqualTo(id);
			assertThat(event.body().get("patientId").asString()).isEqualTo(this.patient.id());
			assertThat(event.headers()).containsEntry("ce_specversion", "1.0")
				.containsEntry("content-type", "application/json")
				.containsKeys("ce_id", "ce_source", "ce_subject", "ce_time");
		});
		assertThat(events.get(1).body().at("/content/reason").asString()).isEqualTo("better words");
		assertThat(events.get(2).body().at("/content/text").asString()).isEqualTo("Two");
		assertThat(events.get(2).body().get("status").asString()).isEqualTo("withdrawn");
	}

	@Test
	void sameKeyFromTwoRequestsAtOnceIsOneEntry() {
		String key = UUID.randomUUID().toString();
		List<JsonNode> receipts = atOnce(() -> read(this.api.post(this.patient, ENTRIES, entry("Once"), key), 201),
				() -> read(this.api.post(this.patient, ENTRIES, entry("Once"), key), 201),
				() -> read(this.api.post(this.patient, ENTRIES, entry("Once"), key), 201));
		assertThat(receipts.get(1)).isEqualTo(receipts.get(0));
		assertThat(receipts.get(2)).isEqualTo(receipts.get(0));
		assertThat(ids(page(10, null))).hasSize(1);
		problem(this.api.post(this.patient, ENTRIES, entry("Twice"), key), 422, "idempotency-key-reused");
		this.requests.logs(this.patient, "Another");
		List<PublishedEvent> events = published(this.traffic, TOPIC, this.patient.id(), 2);
		assertThat(events).extracting((event) -> event.body().at("/content/text").asString())
			.containsExactlyInAnyOrder("Once", "Another");
	}

	@Test
	void sameKeyOfAnotherPatientIsAnotherEntry() {
		String key = UUID.randomUUID().toString();
		Account other = Account.newPatient();
		JsonNode own = read(this.api.post(this.patient, ENTRIES, entry("Mine"), key), 201);
		JsonNode theirs = read(this.api.post(other, ENTRIES, entry("Theirs"), key), 201);
		assertThat(theirs.get("id")).isNotEqualTo(own.get("id"));
	}

	@Test
	void repeatedAmendmentIsOneVersion() {
		String id = this.requests.logs(this.patient, "Headache");
		String key = UUID.randomUUID().toString();
		String body = amendment("Headache, left", "side");
		List<JsonNode> answers = atOnce(
				() -> read(this.requests.puts(this.patient, ENTRIES + "/" + id, "\"1\"", key, body), 200),
				() -> read(this.requests.puts(this.patient, ENTRIES + "/" + id, "\"1\"", key, body), 200));
		assertThat(answers.get(0)).isEqualTo(answers.get(1));
		assertThat(answers.get(0).get("version").asLong()).isEqualTo(2);
		problem(this.requests.puts(this.patient, ENTRIES + "/" + id, "\"2\"", key, amendment("Right", "side")), 422,
				"idempotency-key-reused");
		assertThat(this.requests.reads(this.patient, id).get("version").asLong()).isEqualTo(2);
	}

	@Test
	void oneOfTwoAmendmentsAtOnceWins() {
		String id = this.requests.logs(this.patient, "Headache");
		List<Integer> statuses = atOnce(() -> statusOf(this.requests.amends(this.patient, id, 1, amendment("A", "a"))),
				() -> statusOf(this.requests.amends(this.patient, id, 1, amendment("B", "b"))));
		assertThat(statuses).containsExactlyInAnyOrder(200, 412);
		assertThat(read(this.api.get(this.patient, ENTRIES + "/" + id + "/versions"), 200).get("items")).hasSize(2);
	}

	@Test
	void changesNameTheVersionThatTheyWereMadeAgainst() {
		String id = this.requests.logs(this.patient, "Headache");
		String path = ENTRIES + "/" + id;
		read(this.requests.amends(this.patient, id, 1, amendment("Worse", "it is")), 200);
		problem(this.requests.amends(this.patient, id, 1, amendment("Late", "too late")), 412, "stale-version");
		problem(this.requests.withdraws(this.patient, id, 1), 412, "stale-version");
		problem(this.requests.puts(this.patient, path, "\"abc\"", "k1", amendment("Odd", "odd")), 412, "stale-version");
		problem(this.api.as(this.patient, HttpMethod.PUT, path).bodyValue(amendment("No", "no")).exchange(), 428,
				"precondition-required");
		problem(this.api.as(this.patient, HttpMethod.DELETE, path).exchange(), 428, "precondition-required");
		assertThat(this.requests.reads(this.patient, id).get("text").asString()).isEqualTo("Worse");
	}

	@Test
	void refusesTheFutureButForgivesAClockThatIsALittleAhead() {
		String ahead = this.time.instant().plus(Duration.ofMinutes(3)).toString();
		String future = this.time.instant().plus(Duration.ofMinutes(30)).toString();
		read(this.api.post(this.patient, ENTRIES, entry("Ahead", ahead)), 201);
		assertThat(problem(this.api.post(this.patient, ENTRIES, entry("Future", future)), 400, "validation-failed")
			.at("/errors/0/field")
			.asString()).isEqualTo("happenedAt");
		String id = this.requests.logs(this.patient, "Present");
		problem(this.requests.amends(this.patient, id, 1,
				"{\"text\": \"x\", \"happenedAt\": \"%s\"}".formatted(future)), 400, "validation-failed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"happenedAt": "2026-11-23T08:00:00Z"} | text
					{"text": null, "happenedAt": "2026-11-23T08:00:00Z"} | text
					{"text": "", "happenedAt": "2026-11-23T08:00:00Z"} | text
					{"text": " \\n\\t ", "happenedAt": "2026-11-23T08:00:00Z"} | text
					{"text": {"a": 1}, "happenedAt": "2026-11-23T08:00:00Z"} | text
					{"text": ["a"], "happenedAt": "2026-11-23T08:00:00Z"} | text
					{"text": "x"} | happenedAt
					{"text": "x", "happenedAt": null} | happenedAt
					{"text": "x", "happenedAt": "yesterday"} | happenedAt
					{"text": "x", "happenedAt": "2026-11-23T08:00:00"} | happenedAt
					{"text": "x", "happenedAt": "2026-02-30T08:00:00Z"} | happenedAt
					{"text": "x", "happenedAt": "1899-12-31T08:00:00Z"} | happenedAt
					{"text": "x", "happenedAt": "+999999999-12-31T23:59:59Z"} | happenedAt
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": "headache"} | symptoms
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": ["headache"]} | symptoms[0]
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [null]} | symptoms[0]
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{}]} | symptoms[0].code
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "no-such"}]} | symptoms[0].code
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "headache"}, {"code": "headache"}]} | symptoms[1].code
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "headache", "severity": 11}]} | symptoms[0].severity
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "headache", "severity": -1}]} | symptoms[0].severity
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "headache", "severity": 1.5}]} | symptoms[0].severity
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "headache", "severity": "bad"}]} | symptoms[0].severity
					{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "headache", "severity": 99999999999}]} | symptoms[0].severity
					""")
	void namesTheFieldThatIsNotAcceptable(String body, String field) {
		String id = this.requests.logs(this.patient, "Before");
		JsonNode logged = problem(this.api.post(this.patient, ENTRIES, body), 400, "validation-failed");
		JsonNode amended = problem(this.requests.amends(this.patient, id, 1, body), 400, "validation-failed");
		assertThat(logged.get("errors").valueStream().map((error) -> error.get("field").asString())).contains(field);
		assertThat(amended.get("errors")).isEqualTo(logged.get("errors"));
		assertThat(ids(page(10, null))).containsExactly(id);
		assertThat(this.requests.reads(this.patient, id).get("version").asLong()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "10", "null" })
	void acceptsTheWholeSeverityScale(String severity) {
		String id = read(this.api.post(this.patient, ENTRIES, """
				{"text": "x", "happenedAt": "2026-11-23T08:00:00Z", "symptoms": [{"code": "nausea", "severity": %s}]}"""
			.formatted(severity)), 201).get("id").asString();
		assertThat(this.requests.reads(this.patient, id).at("/symptoms/0/severity")).hasToString(severity);
	}

	@Test
	void limitsTextSymptomsAndReason() {
		String longest = "a".repeat(10_000);
		String id = this.requests.logs(this.patient, longest);
		assertThat(this.requests.reads(this.patient, id).get("text").asString()).hasSize(10_000);
		assertThat(problem(this.api.post(this.patient, ENTRIES, entry(longest + "b")), 400, "validation-failed")
			.at("/errors/0/field")
			.asString()).isEqualTo("text");
		String symptoms = "{\"code\": \"headache\"},".repeat(21);
		assertThat(problem(this.api.post(this.patient, ENTRIES,
				"{\"text\": \"x\", \"happenedAt\": \"2026-11-23T08:00:00Z\", \"symptoms\": [%s]}"
					.formatted(symptoms.substring(0, symptoms.length() - 1))),
				400, "validation-failed")
			.at("/errors/0/field")
			.asString()).isEqualTo("symptoms");
		assertThat(problem(this.requests.amends(this.patient, id, 1, amendment("x", "r".repeat(501))), 400,
				"validation-failed")
			.at("/errors/0/field")
			.asString()).isEqualTo("reason");
		assertThat(
				problem(this.api.as(this.patient, HttpMethod.DELETE, ENTRIES + "/" + id + "?reason=" + "r".repeat(501))
					.header("If-Match", "\"1\"")
					.exchange(), 400, "validation-failed").at("/errors/0/field").asString())
			.isEqualTo("reason");
	}

	@Test
	void anotherPatientsEntryAnswersLikeAnUnknownOne() {
		Account other = Account.newPatient();
		String theirs = this.requests.logs(other, "Nobody else's business");
		String unknown = UUID.randomUUID().toString();
		for (String id : List.of(theirs, unknown, "no-uuid", "$where")) {
			String path = ENTRIES + "/" + id;
			assertThat(List.of(problem(this.api.get(this.patient, path), 404, "not-found"),
					problem(this.api.get(this.patient, path + "/versions"), 404, "not-found"),
					problem(this.requests.amends(this.patient, id, 1, amendment("Mine now", "no")), 404, "not-found"),
					problem(this.requests.withdraws(this.patient, id, 1), 404, "not-found")))
				.as(id)
				.extracting((problem) -> problem.get("detail").asString())
				.containsOnly("There is no such diary entry.");
		}
		assertThat(this.requests.reads(other, theirs).get("version").asLong()).isEqualTo(1);
	}

	@Test
	void showsAnAssessmentThatCameBeforeTheEntry() {
		String key = UUID.randomUUID().toString();
		String id = new IdempotencyKey(this.patient.id(), "POST " + ENTRIES, key).aggregateId();
		String before = this.requests.logs(this.patient, "Before");
		this.traffic.publish(Fact.entryAssessed(this.patient, id, 1, "emergency"));
		this.traffic.publish(Fact.entryAssessed(this.patient, before, 1, "routine"));
		awaitLevel(before, "routine");
		JsonNode receipt = read(this.api.post(this.patient, ENTRIES, entry("Chest pain"), key), 201);
		assertThat(receipt.get("id").asString()).isEqualTo(id);
		JsonNode assessment = this.requests.reads(this.patient, id).get("assessment");
		assertThat(assessment.get("level").asString()).isEqualTo("emergency");
		assertThat(assessment.get("entryVersion").asLong()).isEqualTo(1);
		assertThat(assessment.at("/rules/0/id").asString()).isNotBlank();
		assertThat(assessment.at("/rules/0/title").asString()).isNotBlank();
		assertThat(assessment.at("/rules/0/source").asString()).isNotBlank();
	}

	@Test
	void keepsTheNewestAssessmentWhateverTheOrder() {
		String id = this.requests.logs(this.patient, "Headache");
		String later = this.requests.logs(this.patient, "Later");
		this.traffic.publish(Fact.entryAssessed(this.patient, id, 3, "soon"));
		this.traffic.publish(Fact.entryAssessed(this.patient, id, 1, "emergency"));
		this.traffic.publish(Fact.entryAssessed(this.patient, id, 2, "routine"));
		this.traffic.publish(Fact.entryAssessed(this.patient, later, 1, "self-care"));
		awaitLevel(later, "self-care");
		assertThat(this.requests.reads(this.patient, id).at("/assessment/level").asString()).isEqualTo("soon");
	}

	@Test
	void saysWhichDoctorsHaveSeenThePresentVersion() {
		Account doctor = Account.newDoctor();
		String id = this.requests.logs(this.patient, "Headache");
		this.traffic.publish(Fact.review(this.patient, doctor, id, 1));
		eventually("seen").until(() -> this.requests.reads(this.patient, id).get("seenBy").size() == 1);
		JsonNode seen = this.requests.reads(this.patient, id).at("/seenBy/0");
		assertThat(seen.get("name").asString()).isEqualTo(doctor.name());
		assertThat(seen.get("doctorId").asString()).isEqualTo(doctor.id());
		assertThat(seen.get("at").asString()).isNotBlank();
		read(this.requests.amends(this.patient, id, 1, amendment("Much worse", "it is")), 200);
		assertThat(this.requests.reads(this.patient, id).get("seenBy")).isEmpty();
		this.traffic.publish(Fact.review(this.patient, doctor, id, 2));
		eventually("seen again").until(() -> this.requests.reads(this.patient, id).get("seenBy").size() == 1);
	}

	private void awaitLevel(String entryId, String level) {
		eventually("assessment")
			.until(() -> this.requests.reads(this.patient, entryId).at("/assessment/level").asString("").equals(level));
	}

	private JsonNode page(int limit, @Nullable String cursor) {
		return read(
				this.api.get(this.patient, ENTRIES + "?limit=" + limit + ((cursor != null) ? "&cursor=" + cursor : "")),
				200);
	}

	private static List<String> ids(JsonNode page) {
		return page.get("items").valueStream().map((item) -> item.get("id").asString()).toList();
	}

	private static int statusOf(WebTestClient.ResponseSpec response) {
		return response.expectBody().returnResult().getStatus().value();
	}

}
