package io.medlinks.doctor;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a doctor acknowledges leaves the dashboard at once; what comes later surfaces
 * again.
 */
@MedLinksIT
class ReviewIT {

	private static final String TOPIC = "medlinks.doctor.review";

	private static final String EIGHT = "2026-11-23T08:00:00Z";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	private Stories stories;

	@BeforeEach
	void practise() {
		this.stories = new Stories(this.api, this.traffic);
		this.stories.practises(this.doctor);
	}

	@Test
	void acknowledgedVersionsLeaveAtOnceAndLaterOnesComeBack() {
		Account colleague = Account.newDoctor();
		this.stories.practises(colleague);
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		this.traffic.publish(Fact.careTeamLink(this.patient, colleague, 1, true));
		this.stories.awaitItem(colleague, this.patient, (item) -> item.get("unreadEntries").asInt() == 1);

		JsonNode review = ApiClient.read(this.stories.acknowledges(this.doctor, this.patient, entryId, 1), 201);
		JsonNode row = this.stories.item(this.doctor, this.patient);
		assertThat(row.get("unreadEntries").asInt()).isZero();
		assertThat(row.get("urgency").isNull()).isTrue();
		assertThat(row.get("headline").isNull()).isTrue();
		assertThat(row.get("uncovered")).isEmpty();
		assertThat(row.at("/seenBy/doctorId").asString()).isEqualTo(this.doctor.id());
		assertThat(row.at("/seenBy/at").asString()).isEqualTo(review.get("at").asString());
		JsonNode colleagues = this.stories.item(colleague, this.patient);
		assertThat(colleagues.get("unreadEntries").asInt()).isEqualTo(1);
		assertThat(colleagues.at("/seenBy/name").asString()).isEqualTo(this.doctor.name());

		this.stories.amends(this.patient, entryId, 2, EIGHT);
		row = this.stories.awaitItem(this.doctor, this.patient, (item) -> item.get("unreadEntries").asInt() == 1);
		assertThat(row.at("/uncovered/0/version").asInt()).isEqualTo(2);
		assertThat(row.get("assessed").asBoolean()).isFalse();

		String newer = this.stories.logs(this.patient, "2026-11-23T09:00:00Z");
		this.stories.awaitItem(this.doctor, this.patient, (item) -> item.get("unreadEntries").asInt() == 2);
		this.stories.acknowledges(this.doctor, this.patient, entryId, 2).expectStatus().isCreated();
		row = this.stories.item(this.doctor, this.patient);
		assertThat(row.get("uncovered")).hasSize(1);
		assertThat(row.at("/uncovered/0/entryId").asString()).isEqualTo(newer);

		List<PublishedEvent> published = this.traffic.awaitPublished(TOPIC, this.patient.id(), 2);
		JsonNode first = published.getFirst().body();
		assertThat(first.get("reviewId").asString()).isEqualTo(review.get("id").asString());
		assertThat(first.get("doctorId").asString()).isEqualTo(this.doctor.id());
		assertThat(first.at("/covers/0/entryId").asString()).isEqualTo(entryId);
		assertThat(first.at("/content/doctorName").asString()).isEqualTo(this.doctor.name());
		assertThat(first.at("/content/reason").asString()).isEqualTo("called back");
	}

	@Test
	void recordsARepeatedReviewOnce() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		String key = UUID.randomUUID().toString();
		String body = Stories.acknowledgement(this.patient, entryId, 1);
		List<JsonNode> answers = Stories.atOnce(8, () -> ApiClient.read(review(body, key), 201));
		assertThat(answers).containsOnly(answers.getFirst());
		assertThat(ApiClient.read(review(body, key), 201)).isEqualTo(answers.getFirst());
		ApiClient.problem(review(body.replace("called back", "wrote back"), key), 422, "idempotency-key-reused");
		ApiClient.problem(review(body.replace("\"version\": 1", "\"version\": 2"), key), 422, "idempotency-key-reused");
		JsonNode later = ApiClient.read(review(body, UUID.randomUUID().toString()), 201);
		assertThat(later.get("id")).isNotEqualTo(answers.getFirst().get("id"));
		assertThat(this.traffic.awaitPublished(TOPIC, this.patient.id(), 2)).hasSize(2);
		assertThat(this.stories.item(this.doctor, this.patient).get("unreadEntries").asInt()).isZero();
	}

	@Test
	void keepsTheKeysOfDoctorsApart() {
		Account colleague = Account.newDoctor();
		this.stories.practises(colleague);
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		this.traffic.publish(Fact.careTeamLink(this.patient, colleague, 1, true));
		this.stories.awaitItem(colleague, this.patient, (_) -> true);
		String key = UUID.randomUUID().toString();
		JsonNode first = ApiClient.read(review(Stories.acknowledgement(this.patient, entryId, 1), key), 201);
		JsonNode second = ApiClient.read(
				this.api.post(colleague, Stories.REVIEWS, Stories.acknowledgement(this.patient, entryId, 1), key), 201);
		assertThat(second.get("id")).isNotEqualTo(first.get("id"));
	}

	@Test
	void refusesReviewsOfWhatIsNotThere() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		JsonNode problem = ApiClient.problem(this.stories.acknowledges(this.doctor, this.patient, entryId, 2), 409,
				"unknown-entry-version");
		assertThat(problem.at("/unknown/0/entryId").asString()).isEqualTo(entryId);
		ApiClient.problem(this.stories.acknowledges(this.doctor, this.patient, UUID.randomUUID().toString(), 1), 409,
				"unknown-entry-version");
		Account another = Account.newPatient();
		String theirs = this.stories.logsFor(this.doctor, another, "soon");
		JsonNode mixed = ApiClient.problem(this.stories.acknowledges(this.doctor, this.patient, theirs, 1), 409,
				"unknown-entry-version");
		assertThat(mixed.get("unknown")).hasSize(1);
		assertThat(this.stories.item(this.doctor, this.patient).get("unreadEntries").asInt()).isEqualTo(1);
		assertThat(this.stories.item(this.doctor, another).get("unreadEntries").asInt()).isEqualTo(1);

		Account stranger = Account.newPatient();
		ApiClient.problem(this.stories.acknowledges(this.doctor, stranger, entryId, 1), 403, "forbidden");
		Account unrelated = Account.newDoctor();
		this.stories.practises(unrelated);
		ApiClient.problem(this.stories.acknowledges(unrelated, this.patient, entryId, 1), 403, "forbidden");
		assertThat(this.traffic.published(TOPIC, this.patient.id())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"acknowledge" | "snooze"       | kind
			"acknowledge" | "acknowledge2" | kind
			"acknowledge" | null           | kind
			"acknowledge" | ["a"]          | kind
			"kind"        | "sort"         | kind
			"patientId"   | "patient"      | patientId
			"version": 1  | "version": 0   | covers[0].version
			"version": 1  | "version": -1  | covers[0].version
			"version": 1  | "version": 1.5 | covers[0].version
			"version": 1  | "version": "x" | covers[0].version
			"version": 1  | "version": 99999999999999999999 | covers[0].version
			"version": 1  | "version": null| covers[0].version
			"version"     | "edition"      | covers[0].version
			"entryId": "e"| "entryId": ""  | covers[0].entryId
			"entryId": "e"| "entryId": {}  | covers[0].entryId
			"called back" | {}             | reason
			"called back" | 12             | reason
			""")
	void namesTheFieldThatIsWrong(String right, String wrong, String field) {
		JsonNode problem = ApiClient.problem(
				review(Stories.acknowledgement(this.patient, "e", 1).replace(right, wrong)), 400, "validation-failed");
		assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
		assertThat(problem.at("/errors/0/message").asString()).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "1", "{}", "{\"kind\": \"acknowledge\"}",
			"{\"patientId\": \"p\", \"kind\": \"acknowledge\", \"covers\": []}",
			"{\"patientId\": \"p\", \"kind\": \"acknowledge\", \"covers\": {}}",
			"{\"patientId\": \"p\", \"kind\": \"acknowledge\", \"covers\": [[]]}",
			"{\"patientId\": \"p\", \"kind\": \"acknowledge\", \"covers\": [null]}" })
	void refusesReviewsThatAreNone(String body) {
		JsonNode problem = ApiClient.read(review(body), 400);
		assertThat(problem.get("detail").asString()).isNotBlank();
	}

	@Test
	void refusesWhatIsTooMuch() {
		String body = Stories.acknowledgement(this.patient, "e", 1);
		ApiClient.problem(review(body.replace("called back", "x".repeat(1_000_000))), 413, "too-large");
		assertThat(refusedField(body.replace("called back", "x".repeat(2001)))).isEqualTo("reason");
		assertThat(refusedField(body.replace("\"e\"", "\"" + "e".repeat(101) + "\""))).isEqualTo("covers[0].entryId");
		assertThat(refusedField(body.replace(this.patient.id(), "p".repeat(101)))).isEqualTo("patientId");
		String many = IntStream.range(0, 501)
			.mapToObj((n) -> "{\"entryId\": \"e" + n + "\", \"version\": 1}")
			.collect(Collectors.joining(","));
		assertThat(refusedField(body.replaceFirst("\\[.*\\]", "[" + many + "]"))).isEqualTo("covers");
		ApiClient.problem(review(body, "k".repeat(201)), 400, "validation-failed");
	}

	@Test
	void refusesOtherContentThanJson() {
		for (MediaType type : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_FORM_URLENCODED)) {
			ApiClient.problem(this.api.as(this.doctor, HttpMethod.POST, Stories.REVIEWS)
				.contentType(type)
				.bodyValue(Stories.acknowledgement(this.patient, "e", 1))
				.exchange(), 415, "unsupported-media-type");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\u0000", "\\ud800" })
	void survivesCharactersThatAreNone(String odd) {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		String body = Stories.acknowledgement(this.patient, entryId, 1);
		assertThat(refusedField(body.replace("called back", "called " + odd))).isEqualTo("reason");
		review(body.replace(entryId, odd)).expectStatus().is4xxClientError();
		review(body.replace(this.patient.id(), odd)).expectStatus().is4xxClientError();
		assertThat(this.stories.item(this.doctor, this.patient).get("unreadEntries").asInt()).isEqualTo(1);
	}

	private String refusedField(String body) {
		return ApiClient.problem(review(body), 400, "validation-failed").at("/errors/0/field").asString();
	}

	private WebTestClient.ResponseSpec review(String body) {
		return review(body, UUID.randomUUID().toString());
	}

	private WebTestClient.ResponseSpec review(String body, String key) {
		return this.api.post(this.doctor, Stories.REVIEWS, body, key);
	}

}
