package io.medlinks.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.medlinks.testing.events.EventContracts;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Appointments from hours to cancellation, and every kind of bad request.
 */
@MedLinksIT
@Import({ SteerableClock.Time.class, Practice.Setup.class })
class AppointmentIT {

	private static final String NINE = "2026-11-24T09:00:00Z";

	private static final String MINE = "/api/patient/appointments";

	private static final String DOCTORS = "/api/doctor/appointments";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	WebTestClient client;

	@Autowired
	Practice practice;

	@Autowired
	Environment environment;

	@BeforeEach
	void open() {
		this.practice.practises(this.client, this.doctor, "09:00", "11:00", 30, 0);
		this.practice.links(this.patient, this.doctor, true);
	}

	@Test
	void keepsAndChangesHours() {
		JsonNode hours = Practice.read(as(this.doctor, HttpMethod.GET, "/api/doctor/availability").exchange());
		assertThat(hours.get("version").asInt()).isEqualTo(1);
		assertThat(hours.at("/rules/0/day").asString()).isEqualTo("monday");
		assertThat(hours.at("/rules/0/from").asString()).isEqualTo("09:00");
		assertThat(hours.at("/visitTypes/0/code").asString()).isEqualTo("in-person");
		String changed = Practice.hours("08:00", "10:00", 20, 5);
		as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").header("If-Match", "\"1\"")
			.header("Idempotency-Key", "change")
			.bodyValue(changed)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("ETag", "\"2\"");
		as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").header("If-Match", "\"1\"")
			.header("Idempotency-Key", "change")
			.bodyValue(changed)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("ETag", "\"2\"");
		problem(as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").header("If-Match", "\"1\"")
			.bodyValue(changed)
			.exchange(), 412, "stale-version");
		problem(as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").bodyValue(changed).exchange(), 412,
				"stale-version");
	}

	@Test
	void offersOpeningsUntilTheyAreTaken() {
		assertThat(openings("?from=2026-11-24&to=2026-11-24")).hasSize(4);
		book(NINE, null);
		JsonNode left = openings("?from=2026-11-24&to=2026-11-24&visitType=in-person");
		assertThat(left).hasSize(3);
		assertThat(left.at("/0/start").asString()).isEqualTo("2026-11-24T09:30:00Z");
		assertThat(left.at("/0/zone").asString()).isEqualTo("Europe/Lisbon");
		assertThat(openings("?visitType=phone")).isEmpty();
		assertThat(openings("").size()).isGreaterThan(40);
	}

	@Test
	void booksAndRepeatsAndTells() {
		String key = UUID.randomUUID().toString();
		JsonNode booked = book(NINE, key);
		assertThat(booked.get("status").asString()).isEqualTo("booked");
		assertThat(booked.get("end").asString()).isEqualTo("2026-11-24T09:30:00Z");
		assertThat(book(NINE, key)).isEqualTo(booked);
		problem(Practice.books(this.client, this.patient, this.doctor, "2026-11-24T09:30:00Z", key), 422,
				"idempotency-key-reused");
		ConsumerRecord<String, String> event = new TestBroker(this.environment)
			.published("medlinks.scheduling.appointment", this.patient.id(), 1)
			.getFirst();
		EventContracts.assertValid("medlinks.scheduling.appointment-booked.v1", event.value());
		assertThat(TestBroker.header(event, "ce_type")).isEqualTo("medlinks.scheduling.appointment-booked.v1");
		String id = booked.get("id").asString();
		JsonNode own = Practice.read(as(this.patient, HttpMethod.GET, MINE + "/" + id).exchange());
		assertThat(own.get("reason").asString()).isEqualTo("Headache");
		assertThat(own.get("doctorName").asString()).isEqualTo(this.doctor.name());
		JsonNode seen = Practice.read(as(this.doctor, HttpMethod.GET, DOCTORS + "?from=2026-11-24").exchange());
		assertThat(seen.at("/items/0/id").asString()).isEqualTo(id);
		assertThat(seen.at("/items/0/reason").asString()).isEqualTo("Headache");
		this.practice.links(this.patient, this.doctor, false);
		JsonNode revoked = Practice.read(as(this.doctor, HttpMethod.GET, DOCTORS + "/" + id).exchange());
		assertThat(revoked.get("reason").isNull()).isTrue();
		assertThat(revoked.get("start").asString()).isEqualTo(NINE);
	}

	@Test
	void refusesATakenTimeWithAlternatives() {
		book(NINE, null);
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		JsonNode refused = problem(Practice.books(this.client, other, this.doctor, NINE, null), 409,
				"slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("taken");
		assertThat(refused.at("/alternatives/0/start").asString()).isEqualTo("2026-11-24T09:30:00Z");
		assertThat(refused.get("alternatives")).hasSize(5);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-24T09:10:00Z,not-an-opening", "2026-11-22T09:00:00Z,in-the-past",
			"2027-06-01T09:00:00Z,too-far-ahead" })
	void refusesWhatIsNoOpening(String start, String reason) {
		JsonNode refused = problem(Practice.books(this.client, this.patient, this.doctor, start, null), 409,
				"slot-unavailable");
		assertThat(refused.get("reasons").toString()).contains(reason);
		assertThat(refused.get("alternatives")).isNotEmpty();
	}

	@Test
	void refusesAPatientWhoIsElsewhere() {
		Account second = Account.newDoctor();
		this.practice.practises(this.client, second, "09:00", "11:00", 45, 0);
		this.practice.links(this.patient, second, true);
		book("2026-11-24T09:30:00Z", null);
		JsonNode refused = problem(Practice.books(this.client, this.patient, second, NINE, null), 409,
				"slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("patient-busy");
	}

	@Test
	void holdsATimeForOnePatient() {
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		String wish = Practice.wish(this.doctor, NINE);
		as(this.patient, HttpMethod.POST, MINE + "/holds").bodyValue(wish).exchange().expectStatus().isCreated();
		problem(as(other, HttpMethod.POST, MINE + "/holds").bodyValue(wish).exchange(), 409, "slot-unavailable");
		problem(Practice.books(this.client, other, this.doctor, NINE, null), 409, "slot-unavailable");
		book(NINE, null);
		as(other, HttpMethod.POST, MINE + "/holds").bodyValue(Practice.wish(this.doctor, "2026-11-24T09:30:00Z"))
			.exchange()
			.expectStatus()
			.isCreated();
		as(other, HttpMethod.DELETE, MINE + "/holds").exchange().expectStatus().isNoContent();
		book("2026-11-24T09:30:00Z", null);
	}

	@Test
	void cancelsOnceAndFreesTheTime() {
		String id = book(NINE, null).get("id").asString();
		problem(as(this.patient, HttpMethod.DELETE, MINE + "/" + id).exchange(), 428, "precondition-required");
		problem(cancel(this.patient, MINE, id, "\"7\"", "stale"), 412, "stale-version");
		cancel(this.patient, MINE, id, "\"1\"", "off").expectStatus().isNoContent();
		cancel(this.patient, MINE, id, "\"1\"", "off").expectStatus().isNoContent();
		problem(cancel(this.patient, MINE, id, "\"2\"", "again"), 409, "already-cancelled");
		List<ConsumerRecord<String, String>> events = new TestBroker(this.environment)
			.published("medlinks.scheduling.appointment", this.patient.id(), 2);
		EventContracts.assertValid("medlinks.scheduling.appointment-cancelled.v1", events.get(1).value());
		JsonNode kept = Practice.read(as(this.patient, HttpMethod.GET, MINE + "/" + id).exchange());
		assertThat(kept.get("status").asString()).isEqualTo("cancelled");
		assertThat(kept.get("version").asInt()).isEqualTo(2);
		book(NINE, null);
	}

	@Test
	void letsADoctorBookAndCancel() {
		String wish = Practice.wish(this.doctor, NINE)
			.replace("doctorId", "patientId")
			.replace(this.doctor.id(), this.patient.id());
		JsonNode booked = Practice.read(as(this.doctor, HttpMethod.POST, DOCTORS).bodyValue(wish).exchange());
		String id = booked.get("id").asString();
		assertThat(Practice.read(as(this.patient, HttpMethod.GET, MINE).exchange()).at("/items/0/bookedBy").asString())
			.isEqualTo("doctor");
		cancel(this.doctor, DOCTORS, id, "\"1\"", "off").expectStatus().isNoContent();
	}

	@Test
	void showsADoctorTheOpeningsThatFitTheUrgency() {
		String path = "/api/doctor/patients/" + this.patient.id() + "/openings";
		JsonNode routine = Practice.read(as(this.doctor, HttpMethod.GET, path).exchange());
		assertThat(routine.get("items")).hasSize(5);
		assertThat(routine.get("urgency").asString()).isEqualTo("routine");
		assertThat(routine.get("within").asString()).isEqualTo("PT336H");
		new TestBroker(this.environment).publish("medlinks.ai.assessment", "medlinks.ai.entry-assessed.v1",
				this.patient.id(),
				EventContracts.sample("medlinks.ai.entry-assessed.v1")
					.replace("a1000000-0000-4000-8000-000000000001", this.patient.id())
					.replace("5f1d0c1e-3f5b-8a77-9a52-1c0e7c3d9b10", UUID.randomUUID().toString())
					.replace("same-day", "emergency"));
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			JsonNode urgent = Practice.read(as(this.doctor, HttpMethod.GET, path).exchange());
			assertThat(urgent.get("urgency").asString()).isEqualTo("emergency");
			assertThat(urgent.get("items")).isNotEmpty();
		});
		assertThat(Practice.read(as(this.doctor, HttpMethod.GET, path + "?within=PT30M").exchange()).get("items"))
			.isEmpty();
		problem(as(this.doctor, HttpMethod.GET, path + "?within=whenever").exchange(), 400, "validation-failed");
	}

	@Test
	void pagesThroughAppointments() {
		for (String start : List.of(NINE, "2026-11-24T09:30:00Z", "2026-11-24T10:00:00Z")) {
			book(start, null);
		}
		JsonNode first = Practice.read(as(this.patient, HttpMethod.GET, MINE + "?limit=2").exchange());
		assertThat(first.get("items")).hasSize(2);
		JsonNode second = Practice
			.read(as(this.patient, HttpMethod.GET, MINE + "?limit=2&cursor=" + first.get("nextCursor").asString())
				.exchange());
		assertThat(second.get("items")).hasSize(1);
		assertThat(second.at("/items/0/start").asString()).isEqualTo("2026-11-24T10:00:00Z");
		assertThat(second.get("nextCursor").isNull()).isTrue();
		problem(as(this.patient, HttpMethod.GET, MINE + "?cursor=nonsense").exchange(), 400, "bad-cursor");
		problem(as(this.patient, HttpMethod.GET, MINE + "?limit=0").exchange(), 400, "validation-failed");
		problem(as(this.patient, HttpMethod.GET, MINE + "?from=today").exchange(), 400, "validation-failed");
		problem(as(this.patient, HttpMethod.GET, MINE + "?from=2026-11-24&to=2026-11-23").exchange(), 400,
				"validation-failed");
	}

	@Test
	void keepsPeopleApart() {
		String id = book(NINE, null).get("id").asString();
		Account stranger = Account.newPatient();
		Account otherDoctor = Account.newDoctor();
		Account unapproved = Account.newDoctor();
		this.practice.decides(otherDoctor, true);
		JsonNode foreign = problem(as(stranger, HttpMethod.GET, MINE + "/" + id).exchange(), 404, "not-found");
		assertThat(problem(as(stranger, HttpMethod.GET, MINE + "/unknown").exchange(), 404, "not-found"))
			.isEqualTo(foreign);
		problem(cancel(stranger, MINE, id, "\"1\"", "x"), 404, "not-found");
		problem(as(otherDoctor, HttpMethod.GET, DOCTORS + "/" + id).exchange(), 404, "not-found");
		problem(cancel(otherDoctor, DOCTORS, id, "\"1\"", "x"), 404, "not-found");
		problem(Practice.books(this.client, stranger, this.doctor, NINE, null), 403, "forbidden");
		problem(as(stranger, HttpMethod.GET, "/api/patient/doctors/" + this.doctor.id() + "/openings").exchange(), 403,
				"forbidden");
		String wish = Practice.wish(this.doctor, NINE).replace("doctorId", "patientId");
		problem(as(otherDoctor, HttpMethod.POST, DOCTORS).bodyValue(wish).exchange(), 403, "forbidden");
		problem(as(otherDoctor, HttpMethod.GET, "/api/doctor/patients/" + this.patient.id() + "/openings").exchange(),
				403, "forbidden");
		problem(as(unapproved, HttpMethod.GET, DOCTORS).exchange(), 403, "forbidden");
		problem(as(this.patient, HttpMethod.GET, DOCTORS).exchange(), 403, "forbidden");
		problem(as(this.doctor, HttpMethod.GET, MINE).exchange(), 403, "forbidden");
		this.client.get().uri(MINE).exchange().expectStatus().isUnauthorized();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "\"text\"", "{\"start\": 5, \"visitType\": \"in-person\"}",
			"{\"doctorId\": \"d\", \"start\": \"tomorrow\", \"visitType\": \"in-person\"}",
			"{\"doctorId\": \"d\", \"start\": \"2026-11-24T09:00:00Z\", \"visitType\": \"by-pigeon\"}",
			"{\"doctorId\": {}, \"start\": \"2026-11-24T09:00:00Z\", \"visitType\": \"phone\"}", "{", "" })
	void refusesBadBodies(String body) {
		for (String path : List.of(MINE, MINE + "/holds")) {
			String type = Practice
				.read(as(this.patient, HttpMethod.POST, path).bodyValue(body).exchange().expectStatus().isBadRequest())
				.get("type")
				.asString();
			assertThat(type).isIn("urn:medlinks:problem:validation-failed", "urn:medlinks:problem:malformed-request");
		}
		as(this.doctor, HttpMethod.POST, DOCTORS).bodyValue(body).exchange().expectStatus().isBadRequest();
		as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").bodyValue(body)
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@Test
	void refusesTooMuchText() {
		String long501 = Practice.wish(this.doctor, NINE).replace("Headache", "a".repeat(501));
		JsonNode refused = problem(as(this.patient, HttpMethod.POST, MINE).bodyValue(long501).exchange(), 400,
				"validation-failed");
		assertThat(refused.at("/errors/0/field").asString()).isEqualTo("reason");
		problem(as(this.patient, HttpMethod.POST, MINE)
			.bodyValue(Practice.wish(this.doctor, NINE).replace("Headache", "a".repeat(1_000_000)))
			.exchange(), 413, "too-large");
	}

	@Test
	void refusesHoursThatContradictThemselves() {
		String overlapping = Practice.hours("09:00", "11:00", 30, 0).replace("\"tuesday\"", "\"monday\"");
		JsonNode refused = problem(
				as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").header("If-Match", "\"1\"")
					.bodyValue(overlapping)
					.exchange(),
				400, "validation-failed");
		assertThat(refused.at("/errors/0/field").asString()).isEqualTo("rules[1]");
		problem(as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").header("If-Match", "\"1\"")
			.bodyValue(Practice.hours("25:00", "26:00", 30, 0))
			.exchange(), 400, "validation-failed");
	}

	private WebTestClient.RequestBodySpec as(Account account, HttpMethod method, String path) {
		return Practice.as(this.client, account, method, path);
	}

	private JsonNode openings(String query) {
		return Practice
			.read(as(this.patient, HttpMethod.GET, "/api/patient/doctors/" + this.doctor.id() + "/openings" + query)
				.exchange()
				.expectStatus()
				.isOk())
			.get("items");
	}

	private JsonNode book(String start, @Nullable String key) {
		return Practice
			.read(Practice.books(this.client, this.patient, this.doctor, start, key).expectStatus().isCreated());
	}

	private WebTestClient.ResponseSpec cancel(Account account, String list, String id, String version, String key) {
		return as(account, HttpMethod.DELETE, list + "/" + id + "?reason=better").header("If-Match", version)
			.header("Idempotency-Key", key)
			.exchange();
	}

	private static JsonNode problem(WebTestClient.ResponseSpec response, int status, String slug) {
		JsonNode problem = Practice.read(response.expectStatus().isEqualTo(status));
		assertThat(problem.get("type").asString()).isEqualTo("urn:medlinks:problem:" + slug);
		assertThat(problem.get("detail").asString()).isNotBlank();
		return problem;
	}

}
