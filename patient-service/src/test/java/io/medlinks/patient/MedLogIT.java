package io.medlinks.patient;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.SecondInstance;
import io.medlinks.testing.parts.TestParts;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

import static io.medlinks.patient.PatientRequests.ACCESS_LOG;
import static io.medlinks.patient.PatientRequests.ENTRIES;
import static io.medlinks.patient.PatientRequests.MED_LOG;
import static io.medlinks.patient.PatientRequests.amendment;
import static io.medlinks.patient.PatientRequests.entry;
import static io.medlinks.patient.PatientRequests.eventually;
import static io.medlinks.patient.PatientRequests.medLogOf;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entries, consultations and appointments in one time line.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class MedLogIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private ConfigurableEnvironment environment;

	private PatientRequests requests;

	@BeforeEach
	void practise() {
		this.requests = new PatientRequests(this.api);
		this.requests.practises(this.traffic, this.doctor);
	}

	@Test
	void isEmptyToBeginWith() {
		assertThat(items(MED_LOG)).isEmpty();
		assertThat(read(this.api.get(this.patient, MED_LOG), 200).get("nextCursor").isNull()).isTrue();
	}

	@Test
	void showsEverythingInOneLineAsItIsNow() {
		String old = logs("A week ago", "2026-11-16T08:00:00+01:00");
		String recent = logs("Today", "2026-11-23T07:00:00+01:00");
		String consultation = UUID.randomUUID().toString();
		this.traffic.publish(consultation(consultation, 1, "2026-11-20T10:00:00+01:00"));
		String appointment = UUID.randomUUID().toString();
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, appointment, 1, true,
				Instant.parse("2026-11-27T10:00:00Z")));
		awaitItems(4);
		assertThat(ids(MED_LOG)).containsExactly(appointment, recent, consultation, old);
		List<JsonNode> items = items(MED_LOG);
		assertThat(items.get(0).at("/appointment/doctorName").asString()).isEqualTo(this.doctor.name());
		assertThat(items.get(1).get("entry")).isEqualTo(this.requests.reads(this.patient, recent));
		assertThat(items.get(2).get("type").asString()).isEqualTo("consultation");
		assertThat(items.get(2).get("at").asString()).isEqualTo("2026-11-20T10:00:00+01:00");
		assertThat(items.get(2).at("/consultation/medications/0/name").asString()).isEqualTo("Ibuprofen");
		assertThat(items.get(2).at("/consultation/diagnosis/code").asString()).isEqualTo("G43.9");
		assertThat(items.get(2).get("entry").isNull()).isTrue();

		read(this.requests.amends(this.patient, recent, 1, amendment("Since this morning", "later")), 200);
		this.traffic.publish(Fact.appointmentMoved(this.patient, this.doctor, appointment, 2,
				Instant.parse("2026-11-10T10:00:00Z")));
		this.traffic.publish(Fact.consultationRetracted(this.patient, this.doctor, consultation, 2));
		eventually("changes").until(() -> ids(MED_LOG), (ids) -> ids.indexOf(appointment) == 3);
		eventually("retraction").until(() -> find(consultation).at("/consultation/status").asString(),
				"entered-in-error"::equals);
		assertThat(find(consultation).toString()).doesNotContain("Migraine", "Ibuprofen");
		assertThat(find(recent).at("/entry/version").asInt()).isEqualTo(2);
		this.requests.withdraws(this.patient, old, 1).expectStatus().isNoContent();
		assertThat(find(old).at("/entry/status").asString()).isEqualTo("withdrawn");
		assertThat(ids(MED_LOG)).hasSize(4);
	}

	@Test
	void keepsTheNewestStateWhateverTheOrder() {
		String consultation = UUID.randomUUID().toString();
		Fact second = Fact.consultation(this.patient, this.doctor, consultation, 2,
				(body) -> Fact.content(body).put("message", "second"));
		this.traffic.publish(second);
		this.traffic.publish(Fact.consultation(this.patient, this.doctor, consultation, 1,
				(body) -> Fact.content(body).put("message", "first")));
		this.traffic.publish(second);
		String marker = UUID.randomUUID().toString();
		this.traffic.publish(consultation(marker, 1, "2026-11-20T10:00:00+01:00"));
		awaitItems(2);
		assertThat(ids(MED_LOG)).containsExactlyInAnyOrder(consultation, marker);
		assertThat(find(consultation).at("/consultation/message").asString()).isEqualTo("second");
	}

	@Test
	void readsAConsultationThatSaysLittle() {
		String consultation = UUID.randomUUID().toString();
		this.traffic.publish(Fact.consultation(this.patient, this.doctor, consultation, 1, (body) -> {
			body.putNull("pleaseBook");
			body.putArray("covers");
			ObjectNode content = Fact.content(body);
			content.putNull("diagnosis")
				.putNull("message")
				.putArray("medications")
				.addObject()
				.put("name", "Rest")
				.putNull("dosage")
				.putNull("instructions");
		}));
		awaitItems(1);
		JsonNode said = find(consultation).get("consultation");
		assertThat(said.get("diagnosis").isNull()).isTrue();
		assertThat(said.get("pleaseBook").isNull()).isTrue();
		assertThat(said.get("covers")).isEmpty();
		assertThat(said.at("/medications/0/dosage").isNull()).isTrue();
	}

	@Test
	void opensToTheCareTeamOnlyAndTellsThePatient() {
		String entry = logs("Headache", "2026-11-23T07:00:00+01:00");
		problem(this.api.get(this.doctor, medLogOf(this.patient)), 403, "forbidden");
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		assertThat(read(this.api.get(this.doctor, medLogOf(this.patient)), 200).at("/items/0/id").asString())
			.isEqualTo(entry);
		eventually("access")
			.untilAsserted(() -> assertThat(read(this.api.get(this.patient, ACCESS_LOG), 200).get("items")
				.valueStream()
				.map((access) -> access.get("resource").asString() + " " + access.get("action").asString()))
				.containsExactly("med-log read"));
		assertThat(read(this.api.get(Account.newPatient(), MED_LOG), 200).get("items")).isEmpty();
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		problem(this.api.get(this.doctor, medLogOf(this.patient)), 403, "forbidden");
		problem(this.api.get(this.doctor, medLogOf(Account.newPatient())), 403, "forbidden");
	}

	@Test
	void tellsADoctorOfOtherVisitsButNotWhatTheyAreFor() {
		Account colleague = Account.newDoctor();
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		String own = UUID.randomUUID().toString();
		String other = UUID.randomUUID().toString();
		Instant start = Instant.parse("2026-11-27T10:00:00Z");
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, own, 1, true, start));
		this.traffic.publish(Fact.appointment(this.patient, colleague, other, 1, true, start.plusSeconds(3600)));
		this.traffic.publish(consultation(UUID.randomUUID().toString(), 1, "2026-11-20T10:00:00+01:00"));
		awaitItems(3);
		List<JsonNode> seen = list(read(this.api.get(this.doctor, medLogOf(this.patient)), 200));
		assertThat(seen.get(0).get("id").asString()).isEqualTo(other);
		assertThat(seen.get(0).at("/appointment/reason").isNull()).isTrue();
		assertThat(seen.get(1).at("/appointment/reason").isNull()).isFalse();
		assertThat(find(other).at("/appointment/reason").isNull()).isFalse();
	}

	@Test
	void isTheSameAtBothInstances() {
		logs("Headache", "2026-11-23T07:00:00+01:00");
		try (SecondInstance second = SecondInstance.of(this.environment, PatientServiceApplication.class,
				PassingTime.Time.class)) {
			this.traffic.publish(consultation(UUID.randomUUID().toString(), 1, "2026-11-20T10:00:00+01:00"));
			awaitItems(2);
			assertThat(read(second.api().get(this.patient, MED_LOG), 200))
				.isEqualTo(read(this.api.get(this.patient, MED_LOG), 200));
		}
	}

	/**
	 * Ten thousand, many of them at the same moment, and new ones while somebody turns
	 * the pages.
	 */
	@Test
	void turnsThePagesOfALongLifeWithoutLossOrRepetition() {
		List<String> expected = new ArrayList<>();
		Instant first = Instant.parse("2000-01-01T00:00:00Z");
		try (MongoClient mongo = MongoClients.create(TestParts.mongodbUri())) {
			MongoDatabase database = mongo.getDatabase(this.environment.getRequiredProperty("spring.mongodb.database"));
			insert(database, "consultations", 5000, expected, (document) -> {
				Date at = Date.from(first.plusSeconds(3600L * (expected.size() / 4)));
				document.append("doctorId", this.doctor.id())
					.append("doctorName", "Dr Silva")
					.append("status", "FINISHED")
					.append("mode", "TEXT")
					.append("recordedAt", at)
					.append("happenedAt", new Document("at", at).append("offset", "+01:00"));
			});
			int offset = expected.size();
			insert(database, "appointments", 5000, expected, (document) -> {
				Date at = Date.from(first.plusSeconds(3600L * ((expected.size() - offset) / 4)));
				document.append("doctorId", this.doctor.id())
					.append("status", "BOOKED")
					.append("start", at)
					.append("end", at)
					.append("zone", "Europe/Lisbon")
					.append("visitType", "PHONE")
					.append("bookedBy", "DOCTOR");
			});
		}
		List<String> seen = new ArrayList<>();
		List<Instant> times = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = read(this.api.get(this.patient, MED_LOG + "?limit=100" + cursor), 200);
			assertThat(page.get("items").size()).isPositive();
			page.get("items").forEach((item) -> {
				seen.add(item.get("id").asString());
				times.add(OffsetDateTime.parse(item.get("at").asString()).toInstant());
			});
			cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
			if (seen.size() == 3000) {
				logs("Meanwhile", "2026-11-23T07:00:00+01:00");
			}
		}
		while (!cursor.isEmpty());
		assertThat(seen).hasSize(10_000).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
		assertThat(times).isSortedAccordingTo((one, other) -> other.compareTo(one));
	}

	@Test
	void refusesCursorsThatAreNone() {
		for (String cursor : List.of("nonsense", "YzEf", "YzEfMR95ZXN0ZXJkYXkfcA")) {
			problem(this.api.get(this.patient, MED_LOG + "?cursor=" + cursor), 400, "bad-cursor");
		}
		problem(this.api.get(this.patient, MED_LOG + "?limit=101"), 400, "validation-failed");
	}

	private void insert(MongoDatabase database, String collection, int count, List<String> ids,
			Consumer<Document> content) {
		List<Document> documents = IntStream.range(0, count).mapToObj((_) -> {
			Document document = new Document("_id", UUID.randomUUID().toString()).append("patientId", this.patient.id())
				.append("version", 1L);
			content.accept(document);
			ids.add(document.getString("_id"));
			return document;
		}).toList();
		Flux.fromIterable(documents)
			.buffer(500)
			.concatMap((some) -> Mono.from(database.getCollection(collection).insertMany(some)))
			.then()
			.block(PATIENCE);
	}

	private Fact consultation(String id, long version, String happenedAt) {
		return Fact.consultation(this.patient, this.doctor, id, version,
				(body) -> Fact.content(body).put("happenedAt", happenedAt));
	}

	private String logs(String text, String happenedAt) {
		return read(this.api.post(this.patient, ENTRIES, entry(text, happenedAt)), 201).get("id").asString();
	}

	private void awaitItems(int count) {
		eventually(count + " items").until(() -> items(MED_LOG), (items) -> items.size() == count);
	}

	private JsonNode find(String id) {
		return items(MED_LOG).stream().filter((item) -> item.get("id").asString().equals(id)).findFirst().orElseThrow();
	}

	private List<String> ids(String path) {
		return items(path).stream().map((item) -> item.get("id").asString()).toList();
	}

	private List<JsonNode> items(String path) {
		return list(read(this.api.get(this.patient, path), 200));
	}

	private static List<JsonNode> list(JsonNode page) {
		return page.get("items").valueStream().toList();
	}

}
