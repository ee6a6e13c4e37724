package io.medlinks.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Appointments from hours to cancellation.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class AppointmentIT {

	private static final String NINE = "2026-11-24T09:00:00Z";

	private static final String MINE = "/api/patient/appointments";

	private static final String DOCTORS = "/api/doctor/appointments";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	Practice practice;

	@BeforeEach
	void open() {
		this.practice.practises(this.doctor, "09:00", "11:00", 30, 0);
		this.practice.links(this.patient, this.doctor, true);
	}

	@Test
	void keepsAndChangesHours() {
		JsonNode hours = read(this.api.get(this.doctor, "/api/doctor/availability"));
		assertThat(hours.get("version").asInt()).isEqualTo(1);
		assertThat(hours.at("/rules/0/day").asString()).isEqualTo("monday");
		assertThat(hours.at("/rules/0/from").asString()).isEqualTo("09:00");
		assertThat(hours.at("/visitTypes/0/code").asString()).isEqualTo("in-person");
		String changed = Practice.hours("08:00", "10:00", 20, 5);
		this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability")
			.header("If-Match", "\"1\"")
			.header("Idempotency-Key", "change")
			.bodyValue(changed)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("ETag", "\"2\"");
		this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability")
			.header("If-Match", "\"1\"")
			.header("Idempotency-Key", "change")
			.bodyValue(changed)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("ETag", "\"2\"");
		problem(this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability")
			.header("If-Match", "\"1\"")
			.bodyValue(changed)
			.exchange(), 412, "stale-version");
		problem(this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").bodyValue(changed).exchange(), 428,
				"precondition-required");
	}

	@Test
	void offersOpeningsUntilTheyAreTaken() {
		assertThat(openings("?from=2026-11-24&to=2026-11-24")).hasSize(4);
		book(NINE);
		JsonNode left = openings("?from=2026-11-24&to=2026-11-24&visitType=in-person");
		assertThat(left).hasSize(3);
		assertThat(left.at("/0/start").asString()).isEqualTo("2026-11-24T09:30:00Z");
		assertThat(left.at("/0/zone").asString()).isEqualTo("Europe/Lisbon");
		assertThat(openings("?visitType=phone")).isEmpty();
		assertThat(openings("").size()).isGreaterThan(40);
	}

	@Test
	void booksAndTells() {
		JsonNode booked = book(NINE);
		assertThat(booked.get("status").asString()).isEqualTo("booked");
		assertThat(booked.get("end").asString()).isEqualTo("2026-11-24T09:30:00Z");
		assertThat(awaitEvents(1)).extracting(PublishedEvent::type)
			.containsExactly("medlinks.scheduling.appointment-booked.v1");
		String id = booked.get("id").asString();
		JsonNode own = read(this.api.get(this.patient, MINE + "/" + id));
		assertThat(own.get("reason").asString()).isEqualTo("Headache");
		assertThat(own.get("doctorName").asString()).isEqualTo(this.doctor.name());
		JsonNode seen = read(this.api.get(this.doctor, DOCTORS + "?from=2026-11-24"));
		assertThat(seen.at("/items/0/id").asString()).isEqualTo(id);
		assertThat(seen.at("/items/0/reason").asString()).isEqualTo("Headache");
		this.practice.links(this.patient, this.doctor, false);
		JsonNode revoked = read(this.api.get(this.doctor, DOCTORS + "/" + id));
		assertThat(revoked.get("reason").isNull()).isTrue();
		assertThat(revoked.get("start").asString()).isEqualTo(NINE);
	}

	@Test
	void tellsThePatientWhichDoctorLooked() {
		String id = book(NINE).get("id").asString();
		read(this.api.get(this.doctor, DOCTORS + "/" + id), 200);
		Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(40))
			.untilAsserted(() -> assertThat(this.traffic.unchecked("medlinks.access"))
				.anyMatch((access) -> access.body().path("actorId").asString().equals(this.doctor.id())
						&& access.body().at("/patientIds/0").asString().equals(this.patient.id())
						&& access.body().path("resource").asString().equals("appointments")));
	}

	@Test
	void refusesATakenTimeWithAlternatives() {
		book(NINE);
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		JsonNode refused = problem(this.practice.books(other, this.doctor, NINE), 409, "slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("taken");
		assertThat(refused.at("/alternatives/0/start").asString()).isEqualTo("2026-11-24T09:30:00Z");
		assertThat(refused.get("alternatives")).hasSize(5);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-24T09:10:00Z,not-an-opening", "2026-11-22T09:00:00Z,in-the-past",
			"2027-06-01T09:00:00Z,too-far-ahead" })
	void refusesWhatIsNoOpening(String start, String reason) {
		JsonNode refused = problem(this.practice.books(this.patient, this.doctor, start), 409, "slot-unavailable");
		assertThat(refused.get("reasons").toString()).contains(reason);
		assertThat(refused.get("alternatives")).isNotEmpty();
	}

	@Test
	void refusesAPatientWhoIsElsewhere() {
		Account second = Account.newDoctor();
		this.practice.practises(second, "09:00", "11:00", 45, 0);
		this.practice.links(this.patient, second, true);
		book("2026-11-24T09:30:00Z");
		JsonNode refused = problem(this.practice.books(this.patient, second, NINE), 409, "slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("patient-busy");
	}

	@Test
	void holdsATimeForOnePatient() {
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		String wish = Practice.wish(this.doctor, NINE);
		this.api.as(this.patient, HttpMethod.POST, MINE + "/holds")
			.bodyValue(wish)
			.exchange()
			.expectStatus()
			.isCreated();
		problem(this.api.as(other, HttpMethod.POST, MINE + "/holds").bodyValue(wish).exchange(), 409,
				"slot-unavailable");
		problem(this.practice.books(other, this.doctor, NINE), 409, "slot-unavailable");
		book(NINE);
		this.api.as(other, HttpMethod.POST, MINE + "/holds")
			.bodyValue(Practice.wish(this.doctor, "2026-11-24T09:30:00Z"))
			.exchange()
			.expectStatus()
			.isCreated();
		this.api.as(other, HttpMethod.DELETE, MINE + "/holds").exchange().expectStatus().isNoContent();
		book("2026-11-24T09:30:00Z");
	}

	@Test
	void cancelsOnceAndFreesTheTime() {
		String id = book(NINE).get("id").asString();
		problem(this.api.as(this.patient, HttpMethod.DELETE, MINE + "/" + id).exchange(), 428, "precondition-required");
		problem(cancel(this.patient, MINE, id, "\"7\"", "stale"), 412, "stale-version");
		cancel(this.patient, MINE, id, "\"1\"", "off").expectStatus().isNoContent();
		cancel(this.patient, MINE, id, "\"1\"", "off").expectStatus().isNoContent();
		problem(cancel(this.patient, MINE, id, "\"2\"", "again"), 409, "already-cancelled");
		assertThat(awaitEvents(2)).extracting(PublishedEvent::type)
			.containsExactly("medlinks.scheduling.appointment-booked.v1",
					"medlinks.scheduling.appointment-cancelled.v1");
		JsonNode kept = read(this.api.get(this.patient, MINE + "/" + id));
		assertThat(kept.get("status").asString()).isEqualTo("cancelled");
		assertThat(kept.get("version").asInt()).isEqualTo(2);
		book(NINE);
	}

	@Test
	void letsNobodyFillADayUp() {
		for (int i = 0; i < 20; i++) {
			String id = book(NINE).get("id").asString();
			cancel(this.patient, MINE, id, "\"1\"", "off").expectStatus().isNoContent();
		}
		JsonNode refused = problem(this.practice.books(this.patient, this.doctor, NINE), 409, "slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("too-many-that-day");
		String id = book("2026-11-25T09:00:00Z").get("id").asString();
		JsonNode back = problem(move(this.patient, MINE, id, "\"1\"", "back", NINE), 409, "slot-unavailable");
		assertThat(back.at("/reasons/0/code").asString()).isEqualTo("too-many-that-day");
		read(move(this.patient, MINE, id, "\"1\"", "later", "2026-11-25T10:00:00Z"));
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		read(this.practice.books(other, this.doctor, NINE), 201);
	}

	@Test
	void letsADoctorBookAndCancel() {
		String wish = Practice.wish(this.doctor, NINE)
			.replace("doctorId", "patientId")
			.replace(this.doctor.id(), this.patient.id());
		JsonNode booked = read(this.api.as(this.doctor, HttpMethod.POST, DOCTORS).bodyValue(wish).exchange());
		String id = booked.get("id").asString();
		assertThat(read(this.api.get(this.patient, MINE)).at("/items/0/bookedBy").asString()).isEqualTo("doctor");
		cancel(this.doctor, DOCTORS, id, "\"1\"", "off").expectStatus().isNoContent();
	}

	@Test
	void movesAndTells() {
		String key = UUID.randomUUID().toString();
		JsonNode booked = read(this.api.post(this.patient, MINE, Practice.wish(this.doctor, NINE), key), 201);
		String id = booked.get("id").asString();
		JsonNode moved = read(move(this.patient, MINE, id, "\"1\"", "later", "2026-11-26T10:00:00Z"), 200);
		assertThat(moved.get("id").asString()).isEqualTo(id);
		assertThat(moved.get("version").asInt()).isEqualTo(2);
		assertThat(moved.get("start").asString()).isEqualTo("2026-11-26T10:00:00Z");
		assertThat(moved.get("end").asString()).isEqualTo("2026-11-26T10:30:00Z");
		assertThat(read(move(this.patient, MINE, id, "\"1\"", "later", "2026-11-26T10:00:00Z"), 200)).isEqualTo(moved);
		problem(move(this.patient, MINE, id, "\"2\"", "later", NINE), 422, "idempotency-key-reused");
		problem(move(this.patient, MINE, id, "\"1\"", "stale", NINE), 412, "stale-version");
		problem(move(this.patient, MINE, id, null, "blind", NINE), 428, "precondition-required");
		List<PublishedEvent> events = awaitEvents(2);
		assertThat(events).extracting(PublishedEvent::type)
			.containsExactly("medlinks.scheduling.appointment-booked.v1", "medlinks.scheduling.appointment-moved.v1");
		assertThat(events.getLast().body().get("version").asInt()).isEqualTo(2);
		JsonNode own = read(this.api.get(this.patient, MINE + "/" + id));
		assertThat(own.get("start").asString()).isEqualTo("2026-11-26T10:00:00Z");
		assertThat(own.get("reason").asString()).isEqualTo("Headache");
		assertThat(read(this.api.get(this.patient, MINE)).get("items")).hasSize(1);
		assertThat(read(this.api.get(this.doctor, DOCTORS + "?from=2026-11-24&to=2026-11-24")).get("items")).isEmpty();
		assertThat(openings("?from=2026-11-24&to=2026-11-24")).hasSize(4);
		assertThat(read(this.api.post(this.patient, MINE, Practice.wish(this.doctor, NINE), key), 201))
			.as("the booking's answer stays the same")
			.isEqualTo(booked);
		book(NINE);
		JsonNode again = read(move(this.patient, MINE, id, "\"2\"", "again", "2026-11-26T10:30:00Z"), 200);
		assertThat(again.get("version").asInt()).isEqualTo(3);
		assertThat(read(move(this.patient, MINE, id, "\"1\"", "later", "2026-11-26T10:00:00Z"), 200)).isEqualTo(moved);
		cancel(this.patient, MINE, id, "\"3\"", "off").expectStatus().isNoContent();
		problem(move(this.patient, MINE, id, "\"4\"", "gone", NINE), 409, "already-cancelled");
		assertThat(read(move(this.patient, MINE, id, "\"1\"", "later", "2026-11-26T10:00:00Z"), 200)).isEqualTo(moved);
	}

	@Test
	void leavesAnAppointmentAtItsTimeWhereItIs() {
		String id = book(NINE).get("id").asString();
		JsonNode same = read(move(this.patient, MINE, id, "\"1\"", "same", "2026-11-24T10:00:00+01:00"), 200);
		assertThat(same.get("version").asInt()).isEqualTo(1);
		assertThat(same.get("start").asString()).isEqualTo(NINE);
		assertThat(read(this.api.get(this.patient, MINE + "/" + id)).get("version").asInt()).isEqualTo(1);
	}

	@Test
	void neverBlocksAMoveByItsOwnOldTime() {
		String id = book(NINE).get("id").asString();
		read(this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability")
			.header("If-Match", "\"1\"")
			.bodyValue(Practice.hours("09:00", "11:00", 20, 10).replace("\"09:00\"", "\"09:10\""))
			.exchange(), 200);
		JsonNode refused = problem(move(this.patient, MINE, id, "\"1\"", "wrong", "2026-11-24T09:05:00Z"), 409,
				"slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("not-an-opening");
		assertThat(refused.at("/alternatives/0/start").asString()).isEqualTo("2026-11-24T09:10:00Z");
		JsonNode moved = read(move(this.patient, MINE, id, "\"1\"", "overlap", "2026-11-24T09:10:00Z"), 200);
		assertThat(moved.get("end").asString()).isEqualTo("2026-11-24T09:30:00Z");
	}

	@Test
	void refusesToMoveOntoATakenTime() {
		Account other = Account.newPatient();
		this.practice.links(other, this.doctor, true);
		read(this.practice.books(other, this.doctor, "2026-11-26T10:00:00Z"), 201);
		String id = book(NINE).get("id").asString();
		JsonNode refused = problem(move(this.patient, MINE, id, "\"1\"", "taken", "2026-11-26T10:00:00Z"), 409,
				"slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("taken");
		assertThat(refused.get("alternatives")).hasSize(5);
		Account second = Account.newDoctor();
		this.practice.practises(second, "09:00", "11:00", 45, 0);
		this.practice.links(this.patient, second, true);
		read(this.practice.books(this.patient, second, "2026-11-25T09:00:00Z"), 201);
		JsonNode busy = problem(move(this.patient, MINE, id, "\"1\"", "busy", "2026-11-25T09:30:00Z"), 409,
				"slot-unavailable");
		assertThat(busy.at("/reasons/0/code").asString()).isEqualTo("patient-busy");
		JsonNode type = problem(this.api.as(this.patient, HttpMethod.PATCH, MINE + "/" + id)
			.header("If-Match", "\"1\"")
			.bodyValue("{\"start\": \"2026-11-25T10:00:00Z\", \"visitType\": \"phone\"}")
			.exchange(), 409, "slot-unavailable");
		assertThat(type.at("/reasons/0/code").asString()).isEqualTo("visit-type-not-offered");
	}

	@Test
	void letsADoctorMoveWhileThePatientIsInCare() {
		String id = book(NINE).get("id").asString();
		JsonNode moved = read(move(this.doctor, DOCTORS, id, "\"1\"", "later", "2026-11-25T10:00:00Z"), 200);
		assertThat(moved.get("version").asInt()).isEqualTo(2);
		Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(40))
			.untilAsserted(() -> assertThat(this.traffic.unchecked("medlinks.access"))
				.anyMatch((access) -> access.body().path("actorId").asString().equals(this.doctor.id())
						&& access.body().at("/patientIds/0").asString().equals(this.patient.id())
						&& access.body().path("action").asString().equals("write")));
		this.practice.links(this.patient, this.doctor, false);
		problem(move(this.doctor, DOCTORS, id, "\"2\"", "not in care", NINE), 403, "forbidden");
		problem(move(this.patient, MINE, id, "\"2\"", "not in care", NINE), 403, "forbidden");
		assertThat(read(this.api.get(this.patient, MINE + "/" + id)).get("version").asInt()).isEqualTo(2);
		cancel(this.patient, MINE, id, "\"2\"", "off").expectStatus().isNoContent();
	}

	@Test
	void showsADoctorTheOpeningsThatFitTheUrgency() {
		String path = "/api/doctor/patients/" + this.patient.id() + "/openings";
		JsonNode routine = read(this.api.get(this.doctor, path));
		assertThat(routine.get("items")).hasSize(5);
		assertThat(routine.get("urgency").asString()).isEqualTo("routine");
		assertThat(routine.get("within").asString()).isEqualTo("PT336H");
		this.traffic.publish(Fact.entryAssessed(this.patient, UUID.randomUUID().toString(), 1, "emergency"));
		Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
			JsonNode urgent = read(this.api.get(this.doctor, path));
			assertThat(urgent.get("urgency").asString()).isEqualTo("emergency");
			assertThat(urgent.get("items")).isNotEmpty();
		});
		assertThat(read(this.api.get(this.doctor, path + "?within=PT30M")).get("items")).isEmpty();
		JsonNode many = read(this.api.get(this.doctor, path + "?within=P365D&limit=30"));
		assertThat(many.get("items")).hasSize(30);
		assertThat(many.at("/items/29/start").asString()).isGreaterThan(many.at("/items/5/start").asString());
	}

	@Test
	void pagesThroughAppointments() {
		for (String start : List.of(NINE, "2026-11-24T09:30:00Z", "2026-11-24T10:00:00Z")) {
			book(start);
		}
		JsonNode first = read(this.api.get(this.patient, MINE + "?limit=2"));
		assertThat(first.get("items")).hasSize(2);
		JsonNode second = read(
				this.api.get(this.patient, MINE + "?limit=2&cursor=" + first.get("nextCursor").asString()));
		assertThat(second.get("items")).hasSize(1);
		assertThat(second.at("/items/0/start").asString()).isEqualTo("2026-11-24T10:00:00Z");
		assertThat(second.get("nextCursor").isNull()).isTrue();
	}

	@Test
	void keepsPeopleApart() {
		String id = book(NINE).get("id").asString();
		Account stranger = Account.newPatient();
		Account otherDoctor = Account.newDoctor();
		this.practice.decides(otherDoctor, true);
		JsonNode foreign = problem(this.api.get(stranger, MINE + "/" + id), 404, "not-found");
		assertThat(problem(this.api.get(stranger, MINE + "/unknown"), 404, "not-found")).isEqualTo(foreign);
		problem(cancel(stranger, MINE, id, "\"1\"", "x"), 404, "not-found");
		problem(move(stranger, MINE, id, "\"1\"", "x", "2026-11-24T09:30:00Z"), 404, "not-found");
		problem(move(otherDoctor, DOCTORS, id, "\"1\"", "x", "2026-11-24T09:30:00Z"), 404, "not-found");
		problem(this.api.get(otherDoctor, DOCTORS + "/" + id), 404, "not-found");
		problem(cancel(otherDoctor, DOCTORS, id, "\"1\"", "x"), 404, "not-found");
		problem(this.practice.books(stranger, this.doctor, NINE), 403, "forbidden");
		problem(this.api.get(stranger, "/api/patient/doctors/" + this.doctor.id() + "/openings"), 403, "forbidden");
		String wish = Practice.wish(this.doctor, NINE).replace("doctorId", "patientId");
		problem(this.api.as(otherDoctor, HttpMethod.POST, DOCTORS).bodyValue(wish).exchange(), 403, "forbidden");
		problem(this.api.get(otherDoctor, "/api/doctor/patients/" + this.patient.id() + "/openings"), 403, "forbidden");
	}

	@Test
	void refusesHoursThatContradictThemselves() {
		String overlapping = Practice.hours("09:00", "11:00", 30, 0).replace("\"tuesday\"", "\"monday\"");
		JsonNode refused = problem(this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability")
			.header("If-Match", "\"1\"")
			.bodyValue(overlapping)
			.exchange(), 400, "validation-failed");
		assertThat(refused.at("/errors/0/field").asString()).isEqualTo("rules[1]");
		problem(this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability")
			.header("If-Match", "\"1\"")
			.bodyValue(Practice.hours("25:00", "26:00", 30, 0))
			.exchange(), 400, "validation-failed");
	}

	private JsonNode openings(String query) {
		return read(this.api.get(this.patient, "/api/patient/doctors/" + this.doctor.id() + "/openings" + query), 200)
			.get("items");
	}

	private JsonNode book(String start) {
		return read(this.practice.books(this.patient, this.doctor, start), 201);
	}

	/** As those who cannot send a body with a DELETE. */
	private WebTestClient.ResponseSpec cancel(Account account, String list, String id, String version, String key) {
		return this.api.as(account, HttpMethod.DELETE, list + "/" + id + "?reason=better")
			.headers((headers) -> headers.remove("Content-Type"))
			.header("If-Match", version)
			.header("Idempotency-Key", key)
			.exchange();
	}

	private WebTestClient.ResponseSpec move(Account account, String list, String id, @Nullable String version,
			String key, String start) {
		return this.api.as(account, HttpMethod.PATCH, list + "/" + id).headers((headers) -> {
			headers.set("Idempotency-Key", key);
			if (version != null) {
				headers.set("If-Match", version);
			}
		}).bodyValue("{\"start\": \"" + start + "\"}").exchange();
	}

	private List<PublishedEvent> awaitEvents(int count) {
		return this.traffic.awaitPublished("medlinks.scheduling.appointment", this.patient.id(), count);
	}

}
