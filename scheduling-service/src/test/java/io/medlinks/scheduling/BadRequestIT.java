package io.medlinks.scheduling;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every route, asked by the wrong people, with the wrong words or twice at once.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class BadRequestIT {

	private static final String NINE = "2026-11-24T09:00:00Z";

	private static final String HALF_PAST_NINE = "2026-11-24T09:30:00Z";

	private static final String MINE = "/api/patient/appointments";

	private static final String HOLDS = MINE + "/holds";

	private static final String DOCTORS = "/api/doctor/appointments";

	private static final String HOURS = "/api/doctor/availability";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	Practice practice;

	@BeforeEach
	void open() {
		this.practice.practises(this.doctor, "09:00", "11:00", 30, 0);
		this.practice.links(this.patient, this.doctor, true);
	}

	@Test
	void refusesNobody() {
		for (Route route : routes()) {
			problem(this.api.nobody(route.method, route.path).exchange(), 401, "unauthenticated");
		}
	}

	@Test
	void refusesOtherRoles() {
		for (Route route : routes()) {
			Account wrong = route.path.startsWith("/api/patient") ? this.doctor : this.patient;
			problem(route.by(wrong), 403, "forbidden");
			problem(route.by(Account.newOperator()), 403, "forbidden");
		}
	}

	@Test
	void refusesDoctorsWhoAreNotApproved() {
		Account unapproved = Account.newDoctor();
		this.practice.links(this.patient, unapproved, true);
		Account withdrawn = Account.newDoctor();
		this.practice.practises(withdrawn, "09:00", "11:00", 30, 0);
		this.practice.links(this.patient, withdrawn, true);
		this.practice.decides(withdrawn, false);
		routes().stream().filter((route) -> route.path.startsWith("/api/doctor")).forEach((route) -> {
			problem(route.by(unapproved), 403, "forbidden");
			problem(route.by(withdrawn), 403, "forbidden");
		});
		JsonNode refused = problem(this.practice.books(this.patient, withdrawn, NINE), 409, "slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("no-hours");
		assertThat(read(this.api.get(this.patient, openings(withdrawn)), 200).get("items")).isEmpty();
	}

	@Test
	void answersAlikeForOthersAndForNothing() {
		String id = read(this.practice.books(this.patient, this.doctor, NINE), 201).get("id").asString();
		Account stranger = Account.newPatient();
		Account colleague = Account.newDoctor();
		this.practice.decides(colleague, true);
		String unknown = UUID.randomUUID().toString();
		alike(404, () -> this.api.get(stranger, MINE + "/" + id), () -> this.api.get(stranger, MINE + "/" + unknown));
		alike(404, () -> cancel(stranger, MINE, id, "\"1\""), () -> cancel(stranger, MINE, unknown, "\"1\""));
		alike(404, () -> move(stranger, MINE, id, "\"1\"", later()),
				() -> move(stranger, MINE, unknown, "\"1\"", later()));
		alike(404, () -> move(colleague, DOCTORS, id, "\"1\"", later()),
				() -> move(colleague, DOCTORS, unknown, "\"1\"", later()));
		alike(404, () -> this.api.get(colleague, DOCTORS + "/" + id),
				() -> this.api.get(colleague, DOCTORS + "/" + unknown));
		alike(404, () -> cancel(colleague, DOCTORS, id, "\"1\""), () -> cancel(colleague, DOCTORS, unknown, "\"1\""));
		alike(403, () -> this.api.get(stranger, openings(this.doctor)),
				() -> this.api.get(stranger, "/api/patient/doctors/" + unknown + "/openings"));
		alike(403, () -> this.api.post(stranger, MINE, wish(this.doctor.id(), NINE)),
				() -> this.api.post(stranger, MINE, wish(unknown, NINE)));
		alike(403, () -> this.api.post(stranger, HOLDS, wish(this.doctor.id(), NINE)),
				() -> this.api.post(stranger, HOLDS, wish(unknown, NINE)));
		alike(403, () -> this.api.get(colleague, "/api/doctor/patients/" + this.patient.id() + "/openings"),
				() -> this.api.get(colleague, "/api/doctor/patients/" + unknown + "/openings"));
		alike(403, () -> this.api.post(colleague, DOCTORS, doctorsWish(this.patient.id(), NINE)),
				() -> this.api.post(colleague, DOCTORS, doctorsWish(unknown, NINE)));
		assertThat(read(this.api.get(stranger, MINE), 200).get("items")).isEmpty();
		assertThat(read(this.api.get(colleague, DOCTORS), 200).get("items")).isEmpty();
		problem(this.api.get(colleague, HOURS), 404, "not-found");
		assertThat(read(this.api.get(this.patient, MINE + "/" + id), 200).get("status").asString()).isEqualTo("booked");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "5", "\"text\"", "{", "",
			"{\"start\": 5, \"visitType\": \"in-person\"}",
			"{\"doctorId\": \"d\", \"patientId\": \"p\", \"start\": \"tomorrow\", \"visitType\": \"in-person\"}",
			"{\"doctorId\": \"d\", \"patientId\": \"p\", \"start\": \"2026-11-24T09:00:00\", \"visitType\": \"phone\"}",
			"{\"doctorId\": \"d\", \"patientId\": \"p\", \"start\": \"2026-11-24T09:00:00Z\", \"visitType\": \"pigeon\"}",
			"{\"doctorId\": \"d\", \"patientId\": \"p\", \"start\": \"2026-11-24T09:00:00Z\", \"visitType\": null}",
			"{\"doctorId\": \"d\", \"patientId\": \"p\", \"start\": \"2026-11-24T09:00:00Z\"}",
			"{\"doctorId\": {}, \"patientId\": [], \"start\": \"2026-11-24T09:00:00Z\", \"visitType\": \"phone\"}",
			"{\"doctorId\": \" \", \"patientId\": \" \", \"start\": \"2026-11-24T09:00:00Z\", \"visitType\": \"phone\"}",
			"{\"doctorId\": \"d\", \"patientId\": \"p\", \"start\": \"+999999999-12-31T23:59:59-18:00\", \"visitType\": \"phone\"}",
			"{\"doctorId\": \"d\", \"patientId\": \"p\", \"start\": \"-999999999-01-01T00:00:00+18:00\", \"visitType\": \"phone\"}",
			"{\"zone\": 5, \"rules\": {}, \"visitTypes\": \"all\"}",
			"{\"zone\": \"UTC\", \"rules\": [null], \"visitTypes\": []}",
			"{\"zone\": \"Europe/Lisbon\", \"rules\": [{\"day\": \"monday\"}], \"visitTypes\": [{}]}" })
	void refusesBodiesThatAreNoRequest(String body) {
		for (Route route : writes()) {
			JsonNode problem = read(route.sends(body), 400);
			assertThat(problem.get("type").asString()).isIn("urn:medlinks:problem:validation-failed",
					"urn:medlinks:problem:malformed-request");
			assertThat(problem.get("detail").asString()).isNotBlank();
		}
	}

	@Test
	void namesTheFieldThatIsWrong() {
		assertThat(field(this.api.post(this.patient, MINE, wish(this.doctor.id(), "tomorrow")))).isEqualTo("start");
		assertThat(field(this.api.post(this.patient, MINE, wish(this.doctor.id(), "1795000000")))).isEqualTo("start");
		assertThat(field(this.api.post(this.patient, MINE,
				wish(this.doctor.id(), NINE).replace("\"" + NINE + "\"", "1795000000"))))
			.isEqualTo("start");
		assertThat(field(this.api.post(this.patient, MINE, wish(this.doctor.id(), "9999-01-01T00:00:00Z"))))
			.isEqualTo("start");
		assertThat(field(this.api.post(this.patient, MINE, wish("", NINE)))).isEqualTo("doctorId");
		assertThat(field(this.api.post(this.patient, MINE, wish("d".repeat(101), NINE)))).isEqualTo("doctorId");
		String pigeon = wish(this.doctor.id(), NINE).replace("in-person", "pigeon");
		assertThat(field(this.api.post(this.patient, MINE, pigeon))).isEqualTo("visitType");
		String chatty = wish(this.doctor.id(), NINE).replace("Headache", "a".repeat(501));
		assertThat(field(this.api.post(this.patient, MINE, chatty))).isEqualTo("reason");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"zone": "Europe/Lisbon"       | "zone": "Europe/Atlantis"    | zone
			"zone": "Europe/Lisbon"       | "zone": "+01:00"             | zone
			"from": "09:00"               | "from": "24:00"              | rules[0].from
			"from": "09:00"               | "from": "11:00"              | rules[0].to
			"day": "tuesday"              | "day": "monday"              | rules[1]
			"day": "monday"               | "day": "someday"             | rules[0].day
			"visitTypes": ["in-person"]   | "visitTypes": []             | rules[0].visitTypes
			"visitTypes": ["in-person"]   | "visitTypes": ["phone"]      | rules[0].visitTypes
			"minutes": 30                 | "minutes": 0                 | visitTypes[0].minutes
			"minutes": 30                 | "minutes": 1.5               | visitTypes[0].minutes
			"minutes": 30                 | "minutes": 99999999999       | visitTypes[0].minutes
			"bufferAfter": 0              | "bufferAfter": -1            | visitTypes[0].bufferAfter
			"minimumNoticeMinutes": 30    | "minimumNoticeMinutes": -1   | minimumNoticeMinutes
			"horizonDays": 60             | "horizonDays": 0             | horizonDays
			"horizonDays": 60             | "horizonDays": 366           | horizonDays
			""")
	void refusesHoursThatCannotBe(String right, String wrong, String field) {
		String hours = Practice.hours("09:00", "11:00", 30, 0);
		assertThat(hours).contains(right);
		WebTestClient.ResponseSpec response = put("\"1\"", null, hours.replaceFirst(Pattern.quote(right), wrong));
		assertThat(field(response)).isEqualTo(field);
		assertThat(read(this.api.get(this.doctor, HOURS), 200).get("version").asInt()).isEqualTo(1);
	}

	@Test
	void refusesOtherContent() {
		for (Route route : writes()) {
			for (MediaType type : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_XML,
					MediaType.APPLICATION_FORM_URLENCODED)) {
				problem(this.api.as(route.rightful, route.method, route.path)
					.contentType(type)
					.bodyValue("x=1")
					.exchange(), 415, "unsupported-media-type");
			}
		}
	}

	@Test
	void refusesAMegabyteOfText() {
		String huge = "a".repeat(1_000_000);
		for (Route route : writes()) {
			problem(route.sends("{\"reason\": \"" + huge + "\", \"zone\": \"" + huge + "\"}"), 413, "too-large");
		}
	}

	@Test
	void refusesOtherMethodsAndFormats() {
		problem(this.api.as(this.patient, HttpMethod.PUT, MINE).bodyValue("{}").exchange(), 405, "method-not-allowed");
		problem(this.api.as(this.doctor, HttpMethod.DELETE, HOURS).exchange(), 405, "method-not-allowed");
		problem(this.api.as(this.patient, HttpMethod.GET, MINE).accept(MediaType.APPLICATION_XML).exchange(), 406,
				"not-acceptable");
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=101", "limit=-1", "limit=ten", "limit=1.5", "limit=99999999999",
			"from=today", "from=2026-02-30", "from=2026-11-24&to=2026-11-23", "from=2026-11-24&to=2031-11-24",
			"from=-999999999-01-01", "to=-999999999-01-01", "from=9999-12-31" })
	void refusesPagesAndDaysThatAreNone(String query) {
		problem(this.api.get(this.patient, MINE + "?" + query), 400, "validation-failed");
		problem(this.api.get(this.doctor, DOCTORS + "?" + query), 400, "validation-failed");
	}

	@Test
	void refusesCursorsThatAreNone() {
		for (String cursor : List.of("nonsense", "!!!", cursor("c1"), cursor("c1\u001fyesterday\u001fid"),
				cursor("c1\u001f" + NINE), "a".repeat(2000))) {
			problem(this.api.get(this.patient, MINE + "?cursor=" + cursor), 400, "bad-cursor");
			problem(this.api.get(this.doctor, DOCTORS + "?cursor=" + cursor), 400, "bad-cursor");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "from=today", "to=2026-11-24", "from=2026-11-24&to=2026-11-23",
			"from=2026-11-24&to=2027-11-24", "from=-999999999-01-01", "from=9999-12-31", "visitType=pigeon" })
	void refusesOpeningsThatCannotBeLookedFor(String query) {
		problem(this.api.get(this.patient, openings(this.doctor) + "?" + query), 400, "validation-failed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "whenever", "PT0S", "-PT4H", "P400D", "PT99999999999999999999H", "4" })
	void refusesWindowsThatAreNone(String within) {
		String path = "/api/doctor/patients/" + this.patient.id() + "/openings?within=" + within;
		assertThat(field(this.api.get(this.doctor, path))).isEqualTo("within");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 101 })
	void refusesMoreOpeningsThanALookTakes(int limit) {
		String path = "/api/doctor/patients/" + this.patient.id() + "/openings?limit=" + limit;
		assertThat(field(this.api.get(this.doctor, path))).isEqualTo("limit");
	}

	@Test
	void demandsTheVersionThatWasRead() {
		String id = read(this.practice.books(this.patient, this.doctor, NINE), 201).get("id").asString();
		String hours = Practice.hours("08:00", "10:00", 20, 0);
		problem(put(null, null, hours), 428, "precondition-required");
		problem(this.api.as(this.patient, HttpMethod.DELETE, MINE + "/" + id).exchange(), 428, "precondition-required");
		problem(this.api.as(this.doctor, HttpMethod.DELETE, DOCTORS + "/" + id).exchange(), 428,
				"precondition-required");
		for (String stale : List.of("\"7\"", "\"0\"", "\"-1\"", "one", "*", "\"99999999999999999999\"")) {
			problem(put(stale, null, hours), 412, "stale-version");
			problem(cancel(this.patient, MINE, id, stale), 412, "stale-version");
			problem(cancel(this.doctor, DOCTORS, id, stale), 412, "stale-version");
			problem(move(this.patient, MINE, id, stale, later()), 412, "stale-version");
			problem(move(this.doctor, DOCTORS, id, stale, later()), 412, "stale-version");
		}
		assertThat(read(this.api.get(this.patient, MINE + "/" + id), 200).get("version").asInt()).isEqualTo(1);
		Account beginner = Account.newDoctor();
		this.practice.decides(beginner, true);
		problem(this.api.as(beginner, HttpMethod.PUT, HOURS).header("If-Match", "\"1\"").bodyValue(hours).exchange(),
				404, "not-found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "5", "\"text\"", "{", "", "{\"start\": null}",
			"{\"start\": \"tomorrow\"}", "{\"start\": \"2026-11-24T09:30:00\"}", "{\"visitType\": \"in-person\"}",
			"{\"start\": \"2026-11-24T09:30:00Z\", \"visitType\": \"pigeon\"}",
			"{\"start\": \"2026-11-24T09:30:00Z\", \"visitType\": {}}",
			"{\"start\": \"+999999999-12-31T23:59:59-18:00\"}", "{\"start\": \"0001-01-01T00:00:00Z\"}" })
	void refusesBodiesThatAreNoOtherTime(String body) {
		String id = read(this.practice.books(this.patient, this.doctor, NINE), 201).get("id").asString();
		for (Route route : List.of(new Route(this.patient, HttpMethod.PATCH, MINE + "/" + id),
				new Route(this.doctor, HttpMethod.PATCH, DOCTORS + "/" + id))) {
			JsonNode problem = read(route.sends(body), 400);
			assertThat(problem.get("type").asString()).isIn("urn:medlinks:problem:validation-failed",
					"urn:medlinks:problem:malformed-request");
		}
		assertThat(read(this.api.get(this.patient, MINE + "/" + id), 200).get("version").asInt()).isEqualTo(1);
	}

	@Test
	void refusesOverlongAndOtherContentForAnotherTime() {
		String id = read(this.practice.books(this.patient, this.doctor, NINE), 201).get("id").asString();
		Route route = new Route(this.patient, HttpMethod.PATCH, MINE + "/" + id);
		problem(route.sends("{\"visitType\": \"" + "a".repeat(1_000_000) + "\"}"), 413, "too-large");
		problem(this.api.as(this.patient, HttpMethod.PATCH, MINE + "/" + id)
			.header("If-Match", "\"1\"")
			.contentType(MediaType.TEXT_PLAIN)
			.bodyValue("later")
			.exchange(), 415, "unsupported-media-type");
		problem(this.api.as(this.patient, HttpMethod.PATCH, MINE + "/" + id).bodyValue(later()).exchange(), 428,
				"precondition-required");
		assertThat(field(this.api.as(this.patient, HttpMethod.PATCH, MINE + "/" + id)
			.header("If-Match", "\"1\"")
			.header("Idempotency-Key", "k".repeat(201))
			.bodyValue(later())
			.exchange())).isEqualTo("Idempotency-Key");
	}

	@Test
	void refusesLongReasonsForCancelling() {
		String id = read(this.practice.books(this.patient, this.doctor, NINE), 201).get("id").asString();
		String reason = "a".repeat(501);
		assertThat(field(this.api.as(this.patient, HttpMethod.DELETE, MINE + "/" + id)
			.header("If-Match", "\"1\"")
			.bodyValue("{\"reason\": \"" + reason + "\"}")
			.exchange())).isEqualTo("reason");
		assertThat(field(this.api.as(this.doctor, HttpMethod.DELETE, DOCTORS + "/" + id + "?reason=" + reason)
			.header("If-Match", "\"1\"")
			.exchange())).isEqualTo("reason");
	}

	@Test
	void answersARepeatedRequestAlike() {
		String key = UUID.randomUUID().toString();
		String body = wish(this.doctor.id(), NINE);
		JsonNode held = read(this.api.post(this.patient, HOLDS, body, key), 201);
		assertThat(read(this.api.post(this.patient, HOLDS, body, key), 201)).isEqualTo(held);
		problem(this.api.post(this.patient, HOLDS, wish(this.doctor.id(), HALF_PAST_NINE), key), 422,
				"idempotency-key-reused");
		JsonNode booked = read(this.api.post(this.patient, MINE, body, key), 201);
		assertThat(read(this.api.post(this.patient, MINE, body, key), 201)).isEqualTo(booked);
		for (String other : List.of(wish(this.doctor.id(), HALF_PAST_NINE), body.replace("Headache", "Cough"))) {
			problem(this.api.post(this.patient, MINE, other, key), 422, "idempotency-key-reused");
		}
		String doctors = doctorsWish(this.patient.id(), HALF_PAST_NINE);
		JsonNode bookedByDoctor = read(this.api.post(this.doctor, DOCTORS, doctors, key), 201);
		assertThat(read(this.api.post(this.doctor, DOCTORS, doctors, key), 201)).isEqualTo(bookedByDoctor);
		problem(this.api.post(this.doctor, DOCTORS, doctors.replace("Headache", "Cough"), key), 422,
				"idempotency-key-reused");
		String changed = Practice.hours("08:00", "10:00", 20, 0);
		JsonNode hours = read(put("\"1\"", key, changed), 200);
		assertThat(read(put("\"1\"", key, changed), 200)).isEqualTo(hours);
		problem(put("\"1\"", key, changed.replace("\"minutes\": 20", "\"minutes\": 25")), 422,
				"idempotency-key-reused");
		assertThat(read(put("\"2\"", key, changed), 200)).isEqualTo(hours);
		problem(put("\"2\"", key, changed.replace("\"minutes\": 20", "\"minutes\": 25")), 422,
				"idempotency-key-reused");
		assertThat(read(this.api.get(this.patient, MINE), 200).get("items")).hasSize(2);
	}

	@Test
	void repeatsABookingAndAMoveAlsoWhenTheCareHasEnded() {
		String booking = UUID.randomUUID().toString();
		String moving = UUID.randomUUID().toString();
		JsonNode booked = read(this.api.post(this.patient, MINE, wish(this.doctor.id(), NINE), booking), 201);
		String own = MINE + "/" + booked.get("id").asString();
		JsonNode moved = read(move(own, moving), 200);
		this.practice.links(this.patient, this.doctor, false);
		assertThat(read(this.api.post(this.patient, MINE, wish(this.doctor.id(), NINE), booking), 201))
			.isEqualTo(booked);
		assertThat(read(move(own, moving), 200)).isEqualTo(moved);
		problem(this.api.post(this.patient, MINE, wish(this.doctor.id(), NINE)), 403, "forbidden");
		problem(move(own, UUID.randomUUID().toString()), 403, "forbidden");
	}

	private WebTestClient.ResponseSpec move(String own, String key) {
		return this.api.as(this.patient, HttpMethod.PATCH, own)
			.header("If-Match", "\"1\"")
			.header("Idempotency-Key", key)
			.bodyValue("{\"start\": \"" + HALF_PAST_NINE + "\"}")
			.exchange();
	}

	@Test
	void keepsAnothersKeyApart() {
		String key = UUID.randomUUID().toString();
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		String first = read(this.api.post(this.patient, MINE, wish(this.doctor.id(), NINE), key), 201).get("id")
			.asString();
		String second = read(this.api.post(other, MINE, wish(this.doctor.id(), HALF_PAST_NINE), key), 201).get("id")
			.asString();
		assertThat(second).isNotEqualTo(first);
	}

	@Test
	void refusesKeysThatAreTooLong() {
		String key = "k".repeat(201);
		assertThat(field(this.api.post(this.patient, MINE, wish(this.doctor.id(), NINE), key)))
			.isEqualTo("Idempotency-Key");
		assertThat(field(this.api.post(this.patient, HOLDS, wish(this.doctor.id(), NINE), key)))
			.isEqualTo("Idempotency-Key");
		assertThat(field(put("\"1\"", key, Practice.hours("08:00", "10:00", 20, 0)))).isEqualTo("Idempotency-Key");
	}

	@Test
	void booksOnceForOneRequestSentManyTimes() {
		String key = UUID.randomUUID().toString();
		List<Answer> answers = atOnce(8, () -> this.api.post(this.patient, MINE, wish(this.doctor.id(), NINE), key));
		assertThat(answers).extracting(Answer::status).containsOnly(201);
		assertThat(answers).extracting(Answer::body).containsOnly(answers.getFirst().body);
		assertThat(read(this.api.get(this.doctor, DOCTORS), 200).get("items")).hasSize(1);
	}

	@Test
	void booksOnceForOnePatientInAHurry() {
		List<Answer> answers = atOnce(8, () -> this.practice.books(this.patient, this.doctor, NINE));
		assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(201, 409);
		assertThat(read(this.api.get(this.patient, MINE), 200).get("items")).hasSize(1);
	}

	@Test
	void holdsOnceForOnePatientInAHurry() {
		List<Answer> answers = atOnce(8, () -> this.api.post(this.patient, HOLDS, wish(this.doctor.id(), NINE)));
		assertThat(answers).extracting(Answer::status).containsOnly(201);
		this.api.as(this.patient, HttpMethod.DELETE, HOLDS).exchange().expectStatus().isNoContent();
		this.api.as(this.patient, HttpMethod.DELETE, HOLDS).exchange().expectStatus().isNoContent();
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		read(this.practice.books(other, this.doctor, NINE), 201);
	}

	@Test
	void cancelsOnceForTwoWhoDoAtOnce() {
		String id = read(this.practice.books(this.patient, this.doctor, NINE), 201).get("id").asString();
		List<Answer> answers = atOnce(List.of(() -> cancel(this.patient, MINE, id, "\"1\""),
				() -> cancel(this.doctor, DOCTORS, id, "\"1\""), () -> cancel(this.patient, MINE, id, "\"1\""),
				() -> cancel(this.doctor, DOCTORS, id, "\"1\"")));
		assertThat(answers).extracting(Answer::status).containsOnlyOnce(204).isSubsetOf(204, 409, 412);
		read(this.practice.books(this.patient, this.doctor, NINE), 201);
	}

	@Test
	void changesHoursOnceForManyChangesAtOnce() {
		List<Answer> answers = atOnce(IntStream
			.range(0, 6).<Supplier<WebTestClient
					.ResponseSpec>>mapToObj(
							(i) -> () -> put("\"1\"", null, Practice.hours("08:00", "10:00", 20 + i, 0)))
			.toList());
		assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 412);
		assertThat(read(this.api.get(this.doctor, HOURS), 200).get("version").asInt()).isEqualTo(2);
	}

	private List<Route> routes() {
		String id = UUID.randomUUID().toString();
		return Stream
			.concat(writes().stream(),
					Stream.of(new Route(this.patient, HttpMethod.DELETE, HOLDS),
							new Route(this.patient, HttpMethod.GET, MINE),
							new Route(this.patient, HttpMethod.GET, MINE + "/" + id),
							new Route(this.patient, HttpMethod.DELETE, MINE + "/" + id),
							new Route(this.patient, HttpMethod.PATCH, MINE + "/" + id),
							new Route(this.doctor, HttpMethod.PATCH, DOCTORS + "/" + id),
							new Route(this.patient, HttpMethod.GET, openings(this.doctor)),
							new Route(this.doctor, HttpMethod.GET, HOURS),
							new Route(this.doctor, HttpMethod.GET, DOCTORS),
							new Route(this.doctor, HttpMethod.GET, DOCTORS + "/" + id),
							new Route(this.doctor, HttpMethod.DELETE, DOCTORS + "/" + id), new Route(this.doctor,
									HttpMethod.GET, "/api/doctor/patients/" + this.patient.id() + "/openings")))
			.toList();
	}

	private List<Route> writes() {
		return List.of(new Route(this.patient, HttpMethod.POST, MINE), new Route(this.patient, HttpMethod.POST, HOLDS),
				new Route(this.doctor, HttpMethod.POST, DOCTORS), new Route(this.doctor, HttpMethod.PUT, HOURS));
	}

	private WebTestClient.ResponseSpec put(@Nullable String version, @Nullable String key, String hours) {
		return this.api.as(this.doctor, HttpMethod.PUT, HOURS).headers((headers) -> {
			if (version != null) {
				headers.set("If-Match", version);
			}
			if (key != null) {
				headers.set("Idempotency-Key", key);
			}
		}).bodyValue(hours).exchange();
	}

	private WebTestClient.ResponseSpec cancel(Account account, String list, String id, String version) {
		return this.api.as(account, HttpMethod.DELETE, list + "/" + id).header("If-Match", version).exchange();
	}

	private WebTestClient.ResponseSpec move(Account account, String list, String id, String version, String body) {
		return this.api.as(account, HttpMethod.PATCH, list + "/" + id)
			.header("If-Match", version)
			.bodyValue(body)
			.exchange();
	}

	private static String later() {
		return "{\"start\": \"" + HALF_PAST_NINE + "\"}";
	}

	private static void alike(int status, Supplier<WebTestClient.ResponseSpec> another,
			Supplier<WebTestClient.ResponseSpec> unknown) {
		String slug = (status == 404) ? "not-found" : "forbidden";
		assertThat(problem(another.get(), status, slug)).isEqualTo(problem(unknown.get(), status, slug));
	}

	private static String field(WebTestClient.ResponseSpec response) {
		return problem(response, 400, "validation-failed").at("/errors/0/field").asString();
	}

	private static String wish(String doctorId, String start) {
		return """
				{"doctorId": "%s", "start": "%s", "visitType": "in-person", "reason": "Headache"}""".formatted(doctorId,
				start);
	}

	private static String doctorsWish(String patientId, String start) {
		return wish(patientId, start).replace("doctorId", "patientId");
	}

	private static String openings(Account doctor) {
		return "/api/patient/doctors/" + doctor.id() + "/openings";
	}

	private static String cursor(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static List<Answer> atOnce(int times, Supplier<WebTestClient.ResponseSpec> request) {
		return atOnce(Collections.nCopies(times, request));
	}

	private static List<Answer> atOnce(List<Supplier<WebTestClient.ResponseSpec>> requests) {
		try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
			List<Callable<Answer>> calls = requests.stream()
				.<Callable<Answer>>map((request) -> () -> Answer.of(request.get()))
				.toList();
			return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** What was answered to one of several. */
	private record Answer(int status, String body) {

		static Answer of(WebTestClient.ResponseSpec response) {
			var result = response.expectBody(String.class).returnResult();
			return new Answer(result.getStatus().value(), String.valueOf(result.getResponseBody()));
		}

	}

	/** A route, and who may take it. */
	private final class Route {

		private final Account rightful;

		private final HttpMethod method;

		private final String path;

		Route(Account rightful, HttpMethod method, String path) {
			this.rightful = rightful;
			this.method = method;
			this.path = path;
		}

		WebTestClient.ResponseSpec by(Account account) {
			return BadRequestIT.this.api.as(account, this.method, this.path).header("If-Match", "\"1\"").exchange();
		}

		WebTestClient.ResponseSpec sends(String body) {
			return BadRequestIT.this.api.as(this.rightful, this.method, this.path)
				.header("If-Match", "\"1\"")
				.bodyValue(body)
				.exchange();
		}

	}

}
