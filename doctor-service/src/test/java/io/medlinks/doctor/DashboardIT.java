package io.medlinks.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.medlinks.testing.EventContracts;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.parts.MedLinksIT;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the other services publish reaches the right doctor's dashboard, panel and open
 * screen, in whatever order it comes; what the doctor acknowledges leaves it.
 */
@MedLinksIT
class DashboardIT {

	private static final String EIGHT = "2026-11-23T08:00:00Z";

	private static final String NINE = "2026-11-23T09:00:00Z";

	private static final String TEN = "2026-11-23T10:00:00Z";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	private final List<ServerSentEvent<String>> events = new CopyOnWriteArrayList<>();

	private final Disposable.Composite streams = Disposables.composite();

	@Autowired
	WebTestClient client;

	@Autowired
	Environment environment;

	private Stories stories;

	private TestBroker broker;

	@BeforeEach
	void connect() {
		this.broker = new TestBroker(this.environment);
		this.stories = new Stories(this.client, this.broker);
	}

	@AfterEach
	void leave() {
		this.streams.dispose();
	}

	@Test
	void showsWhatIsKnownOfAPatient() {
		this.stories.practises(this.doctor);
		String entryId = logsForTheDoctor("same-day");
		String appointmentId = UUID.randomUUID().toString();
		this.stories.books(this.patient, this.doctor, appointmentId, 1, true);
		this.stories.summarises(this.patient, 4);
		JsonNode row = awaitItem((item) -> !item.get("nextAppointment").isNull() && !item.get("summaryVersion").isNull()
				&& item.get("assessed").asBoolean() && !item.get("name").asString().isEmpty());
		assertThat(row.get("patientId").asString()).isEqualTo(this.patient.id());
		assertThat(row.get("name").asString()).isEqualTo("Ana Reis");
		assertThat(row.get("age").isNumber()).isTrue();
		assertThat(row.get("sex").asString()).isEqualTo("female");
		assertThat(row.get("urgency").asString()).isEqualTo("same-day");
		assertThat(row.get("waitingSince").asString()).isEqualTo(EIGHT);
		assertThat(row.get("targetMinutes").asInt()).isEqualTo(240);
		assertThat(row.get("unreadEntries").asInt()).isEqualTo(1);
		assertThat(row.at("/reasons/0/ruleId").asString()).isEqualTo("severe-symptom");
		assertThat(row.at("/reasons/0/entryId").asString()).isEqualTo(entryId);
		assertThat(row.get("headline").asString()).isNotBlank();
		assertThat(row.at("/uncovered/0/entryId").asString()).isEqualTo(entryId);
		assertThat(row.at("/uncovered/0/version").asInt()).isEqualTo(1);
		assertThat(row.get("lastEntryAt").asString()).isEqualTo(EIGHT);
		assertThat(row.get("seenBy").isNull()).isTrue();
		assertThat(row.at("/nextAppointment/id").asString()).isEqualTo(appointmentId);
		assertThat(row.get("summaryVersion").asInt()).isEqualTo(4);

		this.stories.books(this.patient, this.doctor, appointmentId, 2, false);
		awaitItem((item) -> item.get("nextAppointment").isNull());
	}

	@Test
	void putsTheMostUrgentFirstAndPages() {
		this.stories.practises(this.doctor);
		Account quiet = Account.newPatient();
		Account soon = Account.newPatient();
		Account emergency = Account.newPatient();
		Account early = Account.newPatient();
		Account late = Account.newPatient();
		for (Account each : List.of(quiet, soon, emergency, early, late)) {
			this.stories.links(each, this.doctor, 1, true);
		}
		this.stories.assesses(soon, entryOf(soon, EIGHT), 1, "soon");
		this.stories.assesses(emergency, entryOf(emergency, TEN), 1, "emergency");
		entryOf(early, EIGHT);
		this.stories.assesses(late, entryOf(late, NINE), 1, "same-day");
		List<String> order = List.of(emergency.id(), early.id(), late.id(), soon.id(), quiet.id());
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(pageThrough("/api/doctor/dashboard?limit=2")).isEqualTo(order);
			JsonNode items = items();
			assertThat(items.get(1).get("assessed").asBoolean()).isFalse();
			assertThat(items.get(1).at("/reasons/0/ruleId").asString()).isEqualTo("not-assessed");
			assertThat(items.get(4).get("urgency").isNull()).isTrue();
		});
		assertThat(pageThrough("/api/doctor/dashboard?limit=1")).isEqualTo(order);
		assertThat(pageThrough("/api/doctor/patients?limit=2")).containsExactlyInAnyOrderElementsOf(order);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void endsTheSameInWhateverOrderFactsCome(long seed) {
		this.stories.practises(this.doctor);
		String first = UUID.randomUUID().toString();
		String second = UUID.randomUUID().toString();
		String third = UUID.randomUUID().toString();
		String appointmentId = UUID.randomUUID().toString();
		List<Runnable> facts = new ArrayList<>(List.of(() -> this.stories.links(this.patient, this.doctor, 1, true),
				() -> this.stories.links(this.patient, this.doctor, 2, false),
				() -> this.stories.links(this.patient, this.doctor, 3, true),
				() -> this.stories.profiles(this.patient, 1, "Ana"),
				() -> this.stories.profiles(this.patient, 2, "Ana Reis"),
				() -> this.stories.logs(this.patient, first, EIGHT),
				() -> this.stories.amends(this.patient, first, 2, EIGHT),
				() -> this.stories.assesses(this.patient, first, 1, "emergency"),
				() -> this.stories.assesses(this.patient, first, 2, "soon"),
				() -> this.stories.logs(this.patient, second, NINE),
				() -> this.stories.assesses(this.patient, second, 1, "routine"),
				() -> this.stories.logs(this.patient, third, TEN),
				() -> this.stories.assesses(this.patient, third, 1, "emergency"),
				() -> this.stories.withdraws(this.patient, third, 2, TEN),
				() -> this.stories.books(this.patient, this.doctor, appointmentId, 1, true),
				() -> this.stories.summarises(this.patient, 1), () -> this.stories.summarises(this.patient, 2)));
		facts.addAll(List.copyOf(facts));
		Collections.shuffle(facts, new Random(seed));
		facts.forEach(Runnable::run);
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			JsonNode row = item();
			assertThat(row.get("name").asString()).isEqualTo("Ana Reis");
			assertThat(row.get("urgency").asString()).isEqualTo("soon");
			assertThat(row.get("assessed").asBoolean()).isTrue();
			assertThat(row.get("waitingSince").asString()).isEqualTo(EIGHT);
			assertThat(row.get("unreadEntries").asInt()).isEqualTo(2);
			assertThat(row.get("uncovered")).extracting((version) -> version.get("entryId").asString())
				.containsExactly(first, second);
			assertThat(row.get("lastEntryAt").asString()).isEqualTo(NINE);
			assertThat(row.at("/nextAppointment/id").asString()).isEqualTo(appointmentId);
			assertThat(row.get("summaryVersion").asInt()).isEqualTo(2);
		});
	}

	@Test
	void acknowledgedVersionsLeaveAtOnceAndLaterOnesComeBack() {
		this.stories.practises(this.doctor);
		Account colleague = Account.newDoctor();
		this.stories.practises(colleague);
		String entryId = logsForTheDoctor("same-day");
		this.stories.links(this.patient, colleague, 1, true);
		awaitItem(colleague, (item) -> item.get("unreadEntries").asInt() == 1);

		JsonNode review = Stories
			.read(acknowledges(entryId, 1, UUID.randomUUID().toString()).expectStatus().isCreated());
		JsonNode row = item();
		assertThat(row.get("unreadEntries").asInt()).isZero();
		assertThat(row.get("urgency").isNull()).isTrue();
		assertThat(row.get("headline").isNull()).isTrue();
		assertThat(row.at("/seenBy/doctorId").asString()).isEqualTo(this.doctor.id());
		assertThat(row.at("/seenBy/at").asString()).isEqualTo(review.get("at").asString());
		JsonNode colleagues = awaitItem(colleague, (item) -> !item.get("seenBy").isNull());
		assertThat(colleagues.get("unreadEntries").asInt()).isEqualTo(1);
		assertThat(colleagues.at("/seenBy/name").asString()).isEqualTo(this.doctor.name());

		this.stories.amends(this.patient, entryId, 2, EIGHT);
		row = awaitItem((item) -> item.get("unreadEntries").asInt() == 1);
		assertThat(row.at("/uncovered/0/version").asInt()).isEqualTo(2);
		assertThat(row.get("assessed").asBoolean()).isFalse();

		List<ConsumerRecord<String, String>> published = this.broker.published("medlinks.doctor.review",
				this.patient.id(), 1);
		assertThat(published).hasSize(1);
		EventContracts.assertValid("medlinks.doctor.review-recorded.v1", published.getFirst().value());
	}

	@Test
	void recordsARepeatedReviewOnce() {
		this.stories.practises(this.doctor);
		String entryId = logsForTheDoctor("same-day");
		String key = UUID.randomUUID().toString();
		JsonNode first = Stories.read(acknowledges(entryId, 1, key).expectStatus().isCreated());
		JsonNode second = Stories.read(acknowledges(entryId, 1, key).expectStatus().isCreated());
		assertThat(second).isEqualTo(first);
		String other = Stories.acknowledgement(this.patient, entryId, 1).replace("called back", "wrote back");
		review(other, key).expectStatus().isEqualTo(422);
	}

	@Test
	void refusesReviewsOfWhatIsNotThere() {
		this.stories.practises(this.doctor);
		String entryId = logsForTheDoctor("same-day");
		acknowledges(entryId, 2, UUID.randomUUID().toString()).expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.unknown[0].entryId")
			.isEqualTo(entryId);
		acknowledges(UUID.randomUUID().toString(), 1, UUID.randomUUID().toString()).expectStatus().isEqualTo(409);
		Account another = Account.newPatient();
		this.stories.links(another, this.doctor, 1, true);
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(items()).hasSize(2));
		review(Stories.acknowledgement(another, entryId, 1), UUID.randomUUID().toString()).expectStatus()
			.isEqualTo(409);
		assertThat(items().get(0).get("unreadEntries").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"acknowledge" | "snooze"      | kind
			"acknowledge" | null          | kind
			"acknowledge" | ["a"]         | kind
			"version": 1  | "version": 0  | covers[0].version
			"version": 1  | "version": "x"| covers[0].version
			"version": 1  | "version": null| covers[0].version
			"entryId": "e"| "entryId": "" | covers[0].entryId
			"called back" | {}            | reason
			""")
	void namesTheFieldOfAReviewThatIsWrong(String right, String wrong, String field) {
		this.stories.practises(this.doctor);
		review(Stories.acknowledgement(this.patient, "e", 1).replace(right, wrong), UUID.randomUUID().toString())
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{\"kind\": \"acknowledge\"}",
			"{\"patientId\": \"p\", \"kind\": \"acknowledge\", \"covers\": []}",
			"{\"patientId\": \"p\", \"kind\": \"acknowledge\", \"covers\": [null]}" })
	void refusesReviewsThatAreNone(String body) {
		this.stories.practises(this.doctor);
		review(body, UUID.randomUUID().toString()).expectStatus().isBadRequest();
	}

	@Test
	void refusesAMegabyte() {
		this.stories.practises(this.doctor);
		review(Stories.acknowledgement(this.patient, "e", 1).replace("called back", "x".repeat(1_000_000)),
				UUID.randomUUID().toString())
			.expectStatus()
			.isEqualTo(413);
	}

	@Test
	void showsOnePatientToTheirDoctorOnly() {
		this.stories.practises(this.doctor);
		String entryId = logsForTheDoctor("soon");
		awaitItem((item) -> !item.get("name").asString().isEmpty());
		this.stories.get(this.doctor, "/api/doctor/patients/" + this.patient.id())
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.name")
			.isEqualTo("Ana Reis")
			.jsonPath("$.birthDate")
			.isEqualTo("1987-04-12")
			.jsonPath("$.allergies[0]")
			.isEqualTo("penicillin")
			.jsonPath("$.status.uncovered[0].entryId")
			.isEqualTo(entryId);
		assertThat(Stories.read(this.stories.get(this.doctor, "/api/doctor/patients?q=REIS")).get("items")).hasSize(1);
		assertThat(Stories.read(this.stories.get(this.doctor, "/api/doctor/patients?q=eis")).get("items")).isEmpty();

		Account unrelated = Account.newDoctor();
		this.stories.practises(unrelated);
		JsonNode existing = Stories.read(
				this.stories.get(unrelated, "/api/doctor/patients/" + this.patient.id()).expectStatus().isForbidden());
		JsonNode unknown = Stories.read(
				this.stories.get(unrelated, "/api/doctor/patients/" + UUID.randomUUID()).expectStatus().isForbidden());
		assertThat(existing).isEqualTo(unknown);
		this.stories.post(unrelated, "/api/doctor/reviews", Stories.acknowledgement(this.patient, entryId, 1))
			.expectStatus()
			.isForbidden();
		this.stories.get(this.patient, "/api/doctor/dashboard").expectStatus().isForbidden();
		this.stories.get(Account.OLGA, "/api/doctor/dashboard").expectStatus().isForbidden();
		assertThat(Stories.read(this.stories.get(unrelated, "/api/doctor/dashboard")).get("items")).isEmpty();
	}

	@Test
	void recordsWhoseRowsWereShown() {
		this.stories.practises(this.doctor);
		logsForTheDoctor("soon");
		awaitItem((item) -> item.get("unreadEntries").asInt() == 1);
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			List<String> records = this.broker.bodies("medlinks.access");
			assertThat(records).anyMatch((body) -> body.contains(this.doctor.id()) && body.contains(this.patient.id())
					&& body.contains("\"dashboard\""));
			assertThat(records).allSatisfy((body) -> EventContracts.assertValid("medlinks.access.recorded.v1", body));
		});
	}

	@Test
	void standingDecidesWhateverTheTokenSays() {
		this.stories.get(this.doctor, "/api/doctor/dashboard").expectStatus().isForbidden();
		this.stories.registers(this.doctor);
		this.stories.get(this.doctor, "/api/doctor/dashboard").expectStatus().isForbidden();
		this.stories.get(this.doctor, "/api/doctor/live").expectStatus().isForbidden();
		this.stories.decides(this.doctor, true).expectStatus().isNoContent();
		String entryId = logsForTheDoctor("soon");
		String token = TestIdentities.bearer(this.doctor);
		assertThat(items()).hasSize(1);
		opensScreen(null);
		awaitSnapshot();
		this.stories.decides(this.doctor, false).expectStatus().isNoContent();
		for (String path : List.of("/api/doctor/dashboard", "/api/doctor/patients",
				"/api/doctor/patients/" + this.patient.id(), "/api/doctor/live")) {
			this.client.get().uri(path).header("Authorization", token).exchange().expectStatus().isForbidden();
		}
		review(Stories.acknowledgement(this.patient, entryId, 1), UUID.randomUUID().toString()).expectStatus()
			.isForbidden();
		awaitRow(JsonNode::isNull);
		this.stories.get(this.doctor, "/api/doctor/profile").expectStatus().isOk();
	}

	@Test
	void followsAPatientOnTheOpenScreen() {
		this.stories.practises(this.doctor);
		opensScreen(null);
		assertThat(awaitSnapshot()).isEmpty();
		this.stories.links(this.patient, this.doctor, 1, true);
		this.stories.profiles(this.patient, 1, "Ana Reis");
		awaitRow((row) -> "Ana Reis".equals(row.path("name").asString("")));
		String entryId = entryOf(this.patient, EIGHT);
		awaitRow((row) -> row.path("unreadEntries").asInt() == 1 && !row.get("assessed").asBoolean());
		this.stories.assesses(this.patient, entryId, 1, "emergency");
		awaitRow((row) -> "emergency".equals(row.path("urgency").asString("")));
		acknowledges(entryId, 1, UUID.randomUUID().toString()).expectStatus().isCreated();
		awaitRow((row) -> row.path("unreadEntries").asInt(1) == 0 && !row.get("seenBy").isNull());

		this.events.clear();
		opensScreen(null);
		JsonNode snapshot = awaitSnapshot();
		assertThat(snapshot).hasSize(1);
		assertThat(snapshot.get(0).get("type").asString()).isEqualTo("dashboard");
		assertThat(snapshot.get(0).get("key").asString()).isEqualTo(this.patient.id());

		this.stories.links(this.patient, this.doctor, 2, false);
		awaitRow(JsonNode::isNull);
		this.stories.get(this.doctor, "/api/doctor/patients/" + this.patient.id()).expectStatus().isForbidden();
		assertThat(items()).isEmpty();
	}

	@Test
	void resumesBehindTheLastEventSeen() {
		this.stories.practises(this.doctor);
		opensScreen(null);
		awaitSnapshot();
		this.stories.links(this.patient, this.doctor, 1, true);
		awaitRow((row) -> row.isObject());
		String seen = this.events.getLast().id();
		this.events.clear();
		entryOf(this.patient, EIGHT);
		awaitRow((row) -> row.path("unreadEntries").asInt() == 1);
		this.events.clear();
		opensScreen(seen);
		awaitRow((row) -> row.path("unreadEntries").asInt() == 1);
		assertThat(this.events).noneMatch((event) -> "snapshot".equals(event.event()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "YzEf", "YzEfMQ", "YzEfMR95ZXN0ZXJkYXkfcA", "YzEfeB94H3g" })
	void refusesCursorsThatAreNone(String cursor) {
		this.stories.practises(this.doctor);
		this.stories.get(this.doctor, "/api/doctor/dashboard?cursor=" + cursor)
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:medlinks:problem:bad-cursor");
		this.stories.get(this.doctor, "/api/doctor/dashboard?limit=0").expectStatus().isBadRequest();
	}

	private String logsForTheDoctor(String level) {
		this.stories.links(this.patient, this.doctor, 1, true);
		this.stories.profiles(this.patient, 1, "Ana Reis");
		String entryId = entryOf(this.patient, EIGHT);
		this.stories.assesses(this.patient, entryId, 1, level);
		awaitItem((item) -> level.equals(item.path("urgency").asString("")) && item.get("assessed").asBoolean());
		return entryId;
	}

	private String entryOf(Account whose, String receivedAt) {
		return this.stories.logs(whose, receivedAt);
	}

	private WebTestClient.ResponseSpec acknowledges(String entryId, long version, String key) {
		return review(Stories.acknowledgement(this.patient, entryId, version), key);
	}

	private WebTestClient.ResponseSpec review(String body, String key) {
		return this.stories.as(this.doctor, HttpMethod.POST, "/api/doctor/reviews")
			.header("Idempotency-Key", key)
			.bodyValue(body)
			.exchange();
	}

	private JsonNode items() {
		return Stories.read(this.stories.get(this.doctor, "/api/doctor/dashboard").expectStatus().isOk()).get("items");
	}

	private JsonNode item() {
		JsonNode items = items();
		assertThat(items).hasSize(1);
		return items.get(0);
	}

	private JsonNode awaitItem(Predicate<JsonNode> wanted) {
		return awaitItem(this.doctor, wanted);
	}

	private JsonNode awaitItem(Account whose, Predicate<JsonNode> wanted) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> Stories.read(this.stories.get(whose, "/api/doctor/dashboard")).at("/items/0"),
					(item) -> item.isObject() && wanted.test(item));
	}

	private List<String> pageThrough(String path) {
		List<String> found = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = Stories
				.read(this.stories.get(this.doctor, path + "&cursor=" + cursor).expectStatus().isOk());
			page.get("items").forEach((item) -> found.add(item.get("patientId").asString()));
			cursor = page.get("nextCursor").isNull() ? "" : page.get("nextCursor").asString();
		}
		while (!cursor.isEmpty());
		return found;
	}

	private void opensScreen(@Nullable String lastEventId) {
		WebTestClient.RequestHeadersSpec<?> request = this.client.mutate()
			.responseTimeout(Duration.ofMinutes(2))
			.build()
			.get()
			.uri("/api/doctor/live")
			.header("Authorization", TestIdentities.bearer(this.doctor));
		if (lastEventId != null) {
			request.header("Last-Event-ID", lastEventId);
		}
		this.streams.add(request.exchange()
			.expectStatus()
			.isOk()
			.returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {
			})
			.getResponseBody()
			.subscribe(this.events::add));
	}

	private JsonNode awaitSnapshot() {
		return awaitEvent((event) -> "snapshot".equals(event.event())).get("items");
	}

	private void awaitRow(Predicate<JsonNode> wanted) {
		awaitEvent((event) -> {
			if (!"row".equals(event.event())) {
				return false;
			}
			JsonNode data = data(event);
			return data.get("type").asString().equals("dashboard")
					&& data.get("key").asString().equals(this.patient.id()) && wanted.test(data.get("row"));
		});
	}

	private JsonNode awaitEvent(Predicate<ServerSentEvent<String>> wanted) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(this.events).anyMatch(wanted));
		return this.events.stream().filter(wanted).findFirst().map(DashboardIT::data).orElseThrow();
	}

	private static JsonNode data(ServerSentEvent<String> event) {
		String data = event.data();
		return Stories.read((data != null) ? data : "{}");
	}

}
