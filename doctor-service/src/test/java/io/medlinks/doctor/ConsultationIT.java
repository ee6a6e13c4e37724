package io.medlinks.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.SecondInstance;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Doctors answer entries and add entries of their own; what they note for themselves
 * nobody else reads.
 */
@MedLinksIT
class ConsultationIT {

	private static final String TOPIC = "medlinks.doctor.consultation";

	private static final String OWN_ENTRY = """
			{"mode": "in-person", "happenedAt": "2026-11-20T10:00:00+01:00", "message": "%s"}""";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	ConfigurableEnvironment environment;

	private Stories stories;

	@BeforeEach
	void practise() {
		this.stories = new Stories(this.api, this.traffic);
		this.stories.practises(this.doctor);
	}

	@Test
	void answerIsReadableAndTheAnsweredVersionLeavesTheDashboardAtOnce() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		JsonNode receipt = ApiClient
			.read(this.stories.consults(this.doctor, this.patient, Stories.answer(entryId, 1, "Seems worried")), 201);
		String id = receipt.get("id").asString();
		JsonNode row = this.stories.item(this.doctor, this.patient);
		assertThat(row.get("unreadEntries").asInt()).isZero();
		assertThat(row.at("/seenBy/doctorId").asString()).isEqualTo(this.doctor.id());

		JsonNode read = reads(this.doctor, id);
		assertThat(list(this.doctor).get("items")).containsExactly(read);
		assertThat(read.get("version").asInt()).isEqualTo(1);
		assertThat(read.get("status").asString()).isEqualTo("finished");
		assertThat(read.get("mode").asString()).isEqualTo("phone");
		assertThat(read.get("doctorName").asString()).isEqualTo(this.doctor.name());
		assertThat(read.get("happenedAt").asString()).isEqualTo("2026-11-23T09:00:00+01:00");
		assertThat(read.get("recordedAt")).isEqualTo(receipt.get("recordedAt"));
		assertThat(read.at("/covers/0/entryId").asString()).isEqualTo(entryId);
		assertThat(read.at("/diagnosis/code").asString()).isEqualTo("G43.9");
		assertThat(read.at("/medications/0/dosage").asString()).isEqualTo("400 mg");
		assertThat(read.get("privateNotes").asString()).isEqualTo("Seems worried");
		assertThat(read.at("/pleaseBook/within").asString()).isEqualTo("P7D");
		assertThat(Instant.parse(read.at("/pleaseBook/until").asString()))
			.isEqualTo(Instant.parse(read.get("recordedAt").asString()).plus(Duration.ofDays(7)));

		PublishedEvent event = this.traffic.awaitPublished(TOPIC, this.patient.id(), 1).getFirst();
		assertThat(event.type()).isEqualTo("medlinks.doctor.consultation-recorded.v1");
		assertThat(event.body().get("consultationId").asString()).isEqualTo(id);
		assertThat(event.body().at("/content/message").asString()).isEqualTo("Rest in a dark room");
		assertThat(event.body().at("/pleaseBook/visitType").asString()).isEqualTo("in-person");
		assertThat(event.value()).doesNotContain("Seems worried").doesNotContain("private");
		PublishedEvent review = this.traffic.awaitPublished("medlinks.doctor.review", this.patient.id(), 1).getFirst();
		assertThat(review.body().get("reviewId").asString()).isEqualTo(id);
		assertThat(review.body().at("/covers/0/entryId").asString()).isEqualTo(entryId);
		assertThat(accesses("consultation")).contains("write", "read");
	}

	@Test
	void ownEntryAnswersNothingAndIsOneInTheLine() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		ApiClient.read(this.stories.consults(this.doctor, this.patient, OWN_ENTRY.formatted("Blood pressure 120/80")),
				201);
		ApiClient.read(this.stories.consults(this.doctor, this.patient, Stories.answer(entryId, 1, "")), 201);
		assertThat(list(this.doctor).get("items").valueStream().map((one) -> one.get("mode").asString()))
			.containsExactly("phone", "in-person");
		assertThat(list(this.doctor).at("/items/1/covers")).isEmpty();
		assertThat(list(this.doctor).at("/items/0/privateNotes").isNull()).isTrue();
		ApiClient.read(this.stories.consults(this.doctor, this.patient, "{\"mode\": \"text\", \"message\": \"Now\"}"),
				201);
		JsonNode now = list(this.doctor).at("/items/0");
		assertThat(now.get("message").asString()).isEqualTo("Now");
		assertThat(Instant.parse(now.get("happenedAt").asString()))
			.isEqualTo(Instant.parse(now.get("recordedAt").asString()));
	}

	@Test
	void colleagueReadsWhatIsSharedAndNoPrivateNotes() {
		Account colleague = colleague();
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		String id = records(Stories.answer(entryId, 1, "Only mine"));
		amends(id, 1, Stories.amendment("Sleep", "Still only mine"));
		JsonNode theirs = reads(colleague, id);
		assertThat(theirs.get("privateNotes").isNull()).isTrue();
		assertThat(theirs.get("message").asString()).isEqualTo("Sleep");
		assertThat(list(colleague).toString()).doesNotContain("nly mine");
		JsonNode versions = ApiClient.read(this.api.get(colleague, path(id) + "/versions"), 200);
		assertThat(versions.get("items")).hasSize(2);
		assertThat(versions.toString()).contains("Rest in a dark room").doesNotContain("nly mine");
		JsonNode own = ApiClient.read(this.api.get(this.doctor, path(id) + "/versions"), 200);
		assertThat(own.get("items").valueStream().map((version) -> version.get("privateNotes").asString()))
			.containsExactly("Still only mine", "Only mine");
		ApiClient.problem(this.stories.amends(colleague, this.patient, id, 2, Stories.amendment("No", "")), 403,
				"forbidden");
		ApiClient.problem(this.stories.retracts(colleague, this.patient, id, 2), 403, "forbidden");
		assertThat(reads(this.doctor, id).get("version").asInt()).isEqualTo(2);
	}

	@Test
	void changeAppendsAVersionAndStaleOnesAreRefused() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		String id = records(Stories.answer(entryId, 1, "a"));
		JsonNode changed = amends(id, 1, Stories.amendment("Sleep", "b"));
		assertThat(changed.get("version").asInt()).isEqualTo(2);
		assertThat(changed.get("happenedAt").asString()).isEqualTo("2026-11-23T09:00:00+01:00");
		assertThat(changed.get("pleaseBook").isNull()).isTrue();
		assertThat(changed.get("medications")).isEmpty();
		assertThat(changed.at("/covers/0/entryId").asString()).isEqualTo(entryId);
		assertThat(changed.get("reason").asString()).isEqualTo("looked again");
		ApiClient.problem(this.stories.amends(this.doctor, this.patient, id, 1, Stories.amendment("Late", "c")), 412,
				"stale-version");
		ApiClient.problem(
				this.api.as(this.doctor, HttpMethod.PUT, path(id)).bodyValue(Stories.amendment("Late", "c")).exchange(),
				428, "precondition-required");
		List<PublishedEvent> events = this.traffic.awaitPublished(TOPIC, this.patient.id(), 2);
		assertThat(events).extracting(PublishedEvent::version).containsExactly(1L, 2L);
		assertThat(events.getLast().body().get("pleaseBook").isNull()).isTrue();
	}

	@Test
	void keepsTheTimeToBookWhereTheVisitIsTheSame() {
		this.stories.logsFor(this.doctor, this.patient, "soon");
		String visit = "\"pleaseBook\": {\"visitType\": \"in-person\", \"within\": \"P7D\"}";
		String id = records("{\"mode\": \"text\", " + visit + "}");
		JsonNode before = reads(this.doctor, id).at("/pleaseBook/until");
		JsonNode after = amends(id, 1, "{\"mode\": \"text\", " + visit + ", \"reason\": \"typo\"}");
		assertThat(after.at("/pleaseBook/until")).isEqualTo(before);
		JsonNode sooner = amends(id, 2,
				"{\"mode\": \"text\", " + visit.replace("P7D", "P1D") + ", \"reason\": \"sooner\"}");
		assertThat(sooner.at("/pleaseBook/until")).isNotEqualTo(before);
		assertThat(Instant.parse(sooner.at("/pleaseBook/askedAt").asString()))
			.isAfter(Instant.parse(after.at("/pleaseBook/askedAt").asString()));
	}

	@Test
	void whatWasTakenBackIsShownToItsAuthorOnly() {
		Account colleague = colleague();
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		String id = records(Stories.answer(entryId, 1, "mine"));
		this.stories.retracts(this.doctor, this.patient, id, 1).expectStatus().isNoContent();
		JsonNode theirs = reads(colleague, id);
		assertThat(theirs.get("status").asString()).isEqualTo("entered-in-error");
		assertThat(theirs.get("diagnosis").isNull()).isTrue();
		assertThat(theirs.get("medications")).isEmpty();
		assertThat(ApiClient.read(this.api.get(colleague, path(id) + "/versions"), 200).toString())
			.doesNotContain("Migraine", "dark room", "Ibuprofen", "mine");
		assertThat(reads(this.doctor, id).at("/diagnosis/text").asString()).isEqualTo("Migraine");
		PublishedEvent event = this.traffic.awaitPublished(TOPIC, this.patient.id(), 2).getLast();
		assertThat(event.type()).isEqualTo("medlinks.doctor.consultation-retracted.v1");
		assertThat(event.value()).doesNotContain("Migraine", "dark room", "Ibuprofen");
		ApiClient.problem(this.stories.retracts(this.doctor, this.patient, id, 2), 409, "consultation-retracted");
		ApiClient.problem(this.stories.amends(this.doctor, this.patient, id, 2, Stories.amendment("No", "")), 409,
				"consultation-retracted");
		assertThat(this.stories.item(this.doctor, this.patient).get("unreadEntries").asInt()).isZero();
	}

	@Test
	void recordsARepeatedConsultationOnceAtWhicheverInstance() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		String key = UUID.randomUUID().toString();
		String body = Stories.answer(entryId, 1, "mine");
		String path = Stories.consultations(this.patient);
		try (SecondInstance second = SecondInstance.of(this.environment, DoctorServiceApplication.class)) {
			ApiClient there = second.api();
			List<JsonNode> answers = new ArrayList<>(
					Stories.atOnce(4, () -> ApiClient.read(this.api.post(this.doctor, path, body, key), 201)));
			answers.addAll(Stories.atOnce(4, () -> ApiClient.read(there.post(this.doctor, path, body, key), 201)));
			assertThat(answers).containsOnly(answers.getFirst());
			ApiClient.problem(there.post(this.doctor, path, body.replace("mine", "other"), key), 422,
					"idempotency-key-reused");
			String id = answers.getFirst().get("id").asString();
			List<Integer> statuses = new ArrayList<>(Stories.atOnce(2,
					() -> this.stories
						.amends(this.doctor, this.patient, id, 1, Stories.amendment(UUID.randomUUID().toString(), ""))
						.expectBody()
						.returnResult()
						.getStatus()
						.value()));
			assertThat(statuses).containsExactlyInAnyOrder(200, 412);
			assertThat(ApiClient.read(there.post(this.doctor, path, body, key), 201)).isEqualTo(answers.getFirst());
			assertThat(ApiClient.read(there.get(this.doctor, path), 200).get("items")).hasSize(1);
		}
		assertThat(this.traffic.awaitPublished(TOPIC, this.patient.id(), 2)).hasSize(2);
		assertThat(this.traffic.awaitPublished("medlinks.doctor.review", this.patient.id(), 1)).hasSize(1);
	}

	@Test
	void repeatedChangeIsTheSameChange() {
		this.stories.logsFor(this.doctor, this.patient, "soon");
		String id = records(OWN_ENTRY.formatted("Once"));
		String key = UUID.randomUUID().toString();
		String body = Stories.amendment("Twice", "");
		for (int i = 0; i < 2; i++) {
			assertThat(ApiClient.read(changes(id, key, body), 200).get("version").asInt()).isEqualTo(2);
		}
		ApiClient.problem(changes(id, key, body.replace("Twice", "Thrice")), 422, "idempotency-key-reused");
	}

	@Test
	void answeredVersionsCountAlsoWhereACrashCameBetween() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		Fact consultation = Fact.consultation(this.patient, this.doctor, UUID.randomUUID().toString(), 1,
				(body) -> body.putArray("covers").addObject().put("entryId", entryId).put("version", 1));
		this.traffic.publish(consultation);
		this.stories.awaitItem(this.doctor, this.patient, (item) -> item.get("unreadEntries").asInt() == 0);
		this.traffic.publish(consultation);
		this.stories.logs(this.patient, "2026-11-23T09:00:00Z");
		this.stories.awaitItem(this.doctor, this.patient, (item) -> item.get("unreadEntries").asInt() == 1);
		assertThat(this.traffic.awaitPublished("medlinks.doctor.review", this.patient.id(), 1)).hasSize(1);
	}

	@Test
	void opensToTheCareTeamOnly() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		String id = records(Stories.answer(entryId, 1, "mine"));
		Account unrelated = Account.newDoctor();
		this.stories.practises(unrelated);
		refusesEverythingTo(unrelated, id);
		Account another = Account.newPatient();
		this.stories.logsFor(this.doctor, another, "soon");
		ApiClient.problem(this.api.get(this.doctor, Stories.consultations(another) + "/" + id), 404, "not-found");
		ApiClient.problem(this.stories.amends(this.doctor, another, id, 1, Stories.amendment("No", "")), 404,
				"not-found");
		ApiClient.problem(this.stories.consults(this.doctor, another, Stories.answer(entryId, 1, "")), 409,
				"unknown-entry-version");
		ApiClient.problem(this.stories.consults(this.doctor, this.patient, Stories.answer(entryId, 2, "")), 409,
				"unknown-entry-version");
		assertThat(ApiClient.read(this.api.get(this.doctor, Stories.consultations(another)), 200).get("items"))
			.isEmpty();

		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 2, false));
		Stories.await()
			.pollInSameThread()
			.untilAsserted(() -> ApiClient.problem(this.api.get(this.doctor, path(id)), 403, "forbidden"));
		refusesEverythingTo(this.doctor, id);
		assertThat(this.traffic.published(TOPIC, this.patient.id())).hasSize(1);
	}

	private void refusesEverythingTo(Account someone, String id) {
		ApiClient.problem(this.api.get(someone, Stories.consultations(this.patient)), 403, "forbidden");
		ApiClient.problem(this.api.get(someone, path(id)), 403, "forbidden");
		ApiClient.problem(this.api.get(someone, path(id) + "/versions"), 403, "forbidden");
		ApiClient.problem(this.stories.consults(someone, this.patient, OWN_ENTRY.formatted("No")), 403, "forbidden");
		ApiClient.problem(this.stories.amends(someone, this.patient, id, 1, Stories.amendment("No", "")), 403,
				"forbidden");
		ApiClient.problem(this.stories.retracts(someone, this.patient, id, 1), 403, "forbidden");
	}

	@Test
	void pagesThroughManyThatHappenedAtTheSameTime() {
		this.stories.logsFor(this.doctor, this.patient, "soon");
		List<String> recorded = IntStream.range(0, 7).mapToObj((n) -> records(OWN_ENTRY.formatted(n))).toList();
		List<String> seen = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = ApiClient
				.read(this.api.get(this.doctor, Stories.consultations(this.patient) + "?limit=3" + cursor), 200);
			page.get("items").forEach((one) -> seen.add(one.get("id").asString()));
			cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
		}
		while (!cursor.isEmpty());
		assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(recorded);
		ApiClient.problem(this.api.get(this.doctor, Stories.consultations(this.patient) + "?cursor=nonsense"), 400,
				"bad-cursor");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"phone"                   | "letter"       | mode
			"phone"                   | null           | mode
			"mode"                    | "way"          | mode
			"entryId": "e"            | "entryId": ""  | covers[0].entryId
			"version": 1              | "version": 0   | covers[0].version
			2026-11-23T09:00:00+01:00 | 2999-11-23T09:00:00+01:00 | happenedAt
			2026-11-23T09:00:00+01:00 | 1899-11-23T09:00:00+01:00 | happenedAt
			2026-11-23T09:00:00+01:00 | yesterday      | happenedAt
			"text": "Migraine"        | "text": " "    | diagnosis.text
			"text": "Migraine"        | "words": "M"   | diagnosis.text
			"name": "Ibuprofen"       | "name": ""     | medications[0].name
			"name": "Ibuprofen"       | "label": "I"   | medications[0].name
			"dosage": "400 mg"        | "dosage": 400  | medications[0].dosage
			"message": "Rest in a dark room" | "message": {} | message
			"privateNotes": "mine"    | "privateNotes": 7 | privateNotes
			"in-person"               | "letter"       | pleaseBook.visitType
			"P7D"                     | "P366D"        | pleaseBook.within
			"P7D"                     | "PT1M"         | pleaseBook.within
			"P7D"                     | "a week"       | pleaseBook.within
			"P7D"                     | "-P7D"         | pleaseBook.within
			"within"                  | "until"        | pleaseBook.within
			""")
	void namesTheFieldThatIsWrong(String right, String wrong, String field) {
		this.stories.logsFor(this.doctor, this.patient, "soon");
		assertThat(refusedField(Stories.answer("e", 1, "mine").replace(right, wrong))).isEqualTo(field);
	}

	@Test
	void refusesWhatIsTooMuchOrNothing() {
		this.stories.logsFor(this.doctor, this.patient, "soon");
		String body = Stories.answer("e", 1, "mine");
		assertThat(refusedField(body.replace("Migraine", "x".repeat(2001)))).isEqualTo("diagnosis.text");
		assertThat(refusedField(body.replace("G43.9", "x".repeat(51)))).isEqualTo("diagnosis.code");
		assertThat(refusedField(body.replace("Ibuprofen", "x".repeat(201)))).isEqualTo("medications[0].name");
		assertThat(refusedField(body.replace("400 mg", "x".repeat(201)))).isEqualTo("medications[0].dosage");
		assertThat(refusedField(body.replace("With food", "x".repeat(1001)))).isEqualTo("medications[0].instructions");
		assertThat(refusedField(body.replace("Rest in a dark room", "x".repeat(5001)))).isEqualTo("message");
		assertThat(refusedField(body.replace("mine", "x".repeat(10_001)))).isEqualTo("privateNotes");
		assertThat(refusedField(body.replace("\"e\"", "\"" + "e".repeat(101) + "\""))).isEqualTo("covers[0].entryId");
		assertThat(refusedField(body.replace("P7D", "P" + "0".repeat(40) + "7D"))).isEqualTo("pleaseBook.within");
		String entries = IntStream.range(0, 101)
			.mapToObj((n) -> "{\"entryId\": \"e" + n + "\", \"version\": 1}")
			.collect(Collectors.joining(","));
		assertThat(refusedField("{\"mode\": \"text\", \"message\": \"m\", \"covers\": [" + entries + "]}"))
			.isEqualTo("covers");
		String many = IntStream.range(0, 21)
			.mapToObj((n) -> "{\"name\": \"m" + n + "\"}")
			.collect(Collectors.joining(","));
		assertThat(refusedField("{\"mode\": \"text\", \"medications\": [" + many + "]}")).isEqualTo("medications");
		assertThat(refusedField("{\"mode\": \"text\"}")).isEqualTo("message");
		assertThat(refusedField("{\"mode\": \"text\", \"message\": \" \", \"privateNotes\": \"\"}"))
			.isEqualTo("message");
		String id = records(OWN_ENTRY.formatted("m"));
		for (String reason : List.of("", " ", "r".repeat(501))) {
			JsonNode problem = ApiClient.problem(this.stories.amends(this.doctor, this.patient, id, 1,
					Stories.amendment("m", "").replace("looked again", reason)), 400, "validation-failed");
			assertThat(problem.at("/errors/0/field").asString()).isEqualTo("reason");
		}
		for (String reason : List.of("", " ", "r".repeat(501))) {
			ApiClient.problem(this.api.as(this.doctor, HttpMethod.DELETE, path(id))
				.header("If-Match", "\"1\"")
				.bodyValue("{\"reason\": \"" + reason + "\"}")
				.exchange(), 400, "validation-failed");
		}
		this.api.as(this.doctor, HttpMethod.DELETE, path(id))
			.header("If-Match", "\"1\"")
			.exchange()
			.expectStatus()
			.isBadRequest();
		ApiClient.problem(this.stories.consults(this.doctor, this.patient, body.replace("mine", "x".repeat(1_000_000))),
				413, "too-large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "1", "{}", "{\"mode\": \"text\", \"medications\": [null]}",
			"{\"mode\": \"text\", \"covers\": [null], \"message\": \"m\"}",
			"{\"mode\": \"text\", \"message\": \"\\u0000\"}" })
	void refusesConsultationsThatAreNone(String body) {
		this.stories.logsFor(this.doctor, this.patient, "soon");
		JsonNode problem = ApiClient.read(this.stories.consults(this.doctor, this.patient, body), 400);
		assertThat(problem.get("detail").asString()).isNotBlank();
		assertThat(list(this.doctor).get("items")).isEmpty();
	}

	private Account colleague() {
		Account colleague = Account.newDoctor();
		this.stories.practises(colleague);
		this.traffic.publish(Fact.careTeamLink(this.patient, colleague, 1, true));
		this.stories.awaitItem(colleague, this.patient, (_) -> true);
		return colleague;
	}

	private List<String> accesses(String resource) {
		List<String> actions = new ArrayList<>();
		Stories.await().pollInSameThread().until(() -> {
			actions.clear();
			this.traffic.unchecked("medlinks.access")
				.stream()
				.map(PublishedEvent::body)
				.filter((body) -> body.get("resource").asString().equals(resource))
				.filter((body) -> body.at("/patientIds/0").asString().equals(this.patient.id()))
				.forEach((body) -> actions.add(body.get("action").asString()));
			return actions;
		}, (found) -> found.size() >= 2);
		return actions;
	}

	private String records(String body) {
		return ApiClient.read(this.stories.consults(this.doctor, this.patient, body), 201).get("id").asString();
	}

	private JsonNode amends(String id, long version, String body) {
		return ApiClient.read(this.stories.amends(this.doctor, this.patient, id, version, body), 200);
	}

	private WebTestClient.ResponseSpec changes(String id, String key, String body) {
		return this.api.as(this.doctor, HttpMethod.PUT, path(id))
			.header("If-Match", "\"1\"")
			.header("Idempotency-Key", key)
			.bodyValue(body)
			.exchange();
	}

	private JsonNode reads(Account someone, String id) {
		return ApiClient.read(this.api.get(someone, path(id)), 200);
	}

	private JsonNode list(Account someone) {
		return ApiClient.read(this.api.get(someone, Stories.consultations(this.patient)), 200);
	}

	private String path(String id) {
		return Stories.consultations(this.patient) + "/" + id;
	}

	private String refusedField(String body) {
		return ApiClient.problem(this.stories.consults(this.doctor, this.patient, body), 400, "validation-failed")
			.at("/errors/0/field")
			.asString();
	}

}
