package io.medlinks.scheduling;

import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.medlinks.scheduling.calendar.ReadCalendar;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calendar programs read times only, and only at an address that its owner made and did
 * not give up.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class CalendarFeedIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String PATIENTS = "/api/patient/calendar";

	private static final String DOCTORS = "/api/doctor/calendar";

	private static final String NINE = "2026-11-24T09:00:00Z";

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	Practice practice;

	@Autowired
	ReactiveMongoTemplate mongo;

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@BeforeEach
	void meet() {
		this.practice.practises(this.doctor, "09:00", "12:00", 30, 0);
		this.practice.links(this.patient, this.doctor, true);
		this.traffic.publish(Fact.patientProfile(this.patient, 1,
				(body) -> ((ObjectNode) body.get("content")).put("zone", "America/New_York").put("language", "de")));
		Query known = Query.query(Criteria.where("_id").is(this.patient.id()));
		Awaitility.await()
			.pollInSameThread()
			.atMost(SOON)
			.until(() -> this.mongo.exists(known, "patientContacts").blockOptional(SOON).orElseThrow());
	}

	@Test
	void showsAPatientsTimesAndNothingElse() throws Exception {
		String booked = books(NINE);
		String cancelled = books("2026-11-24T10:00:00Z");
		this.api.as(this.patient, HttpMethod.DELETE, "/api/patient/appointments/" + cancelled)
			.header("If-Match", "\"1\"")
			.exchange()
			.expectStatus()
			.isNoContent();
		String text = text(read(address(this.patient, PATIENTS)));
		assertThat(text)
			.contains("UID:" + booked + "@medlinks", "DTSTART;TZID=America/New_York:20261124T040000", "SUMMARY:Termin",
					"X-WR-CALNAME:MedLinks-Termine")
			.doesNotContain(cancelled, "Headache", this.doctor.name(), this.doctor.id(), this.patient.id());
		Calendar calendar = new CalendarBuilder().build(new StringReader(text));
		assertThat(calendar.validate().hasErrors()).isFalse();
		assertThat(
				calendar.getComponent(Component.VEVENT).orElseThrow().getRequiredProperty(Property.SEQUENCE).getValue())
			.isEqualTo("0");
		var event = ReadCalendar.of(text).getEvents().getFirst();
		assertThat(event.getUid().getValue()).isEqualTo(booked + "@medlinks");
		assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(NINE);
	}

	@Test
	void tellsTheAddressOnceAndKeepsOnlyItsHash() {
		assertThat(ApiClient.read(this.api.get(this.patient, PATIENTS), 200).get("active").asBoolean()).isFalse();
		String address = address(this.patient, PATIENTS);
		assertThat(address).matches("/calendar/[A-Za-z0-9_-]{43}\\.ics");
		JsonNode feed = ApiClient.read(this.api.get(this.patient, PATIENTS), 200);
		assertThat(feed.get("active").asBoolean()).isTrue();
		assertThat(feed.get("address").isNull()).isTrue();
		assertThat(feed.get("readAt").isNull()).isTrue();
		read(address).expectStatus().isOk();
		assertThat(ApiClient.read(this.api.get(this.patient, PATIENTS), 200).get("readAt").isNull()).isFalse();
		String token = address.substring("/calendar/".length(), address.length() - ".ics".length());
		List<String> stored = this.mongo.findAll(Document.class, "calendarFeeds")
			.map(Document::toJson)
			.collectList()
			.blockOptional(SOON)
			.orElseThrow();
		assertThat(stored).isNotEmpty().noneMatch((document) -> document.contains(token));
	}

	@Test
	void endsTheOldAddressWithTheNewOne() {
		String first = address(this.patient, PATIENTS);
		String second = address(this.patient, PATIENTS);
		assertThat(second).isNotEqualTo(first);
		ApiClient.problem(read(first), 404, "not-found");
		read(second).expectStatus().isOk();
		this.api.as(this.patient, HttpMethod.DELETE, PATIENTS).exchange().expectStatus().isNoContent();
		this.api.as(this.patient, HttpMethod.DELETE, PATIENTS).exchange().expectStatus().isNoContent();
		ApiClient.problem(read(second), 404, "not-found");
		assertThat(ApiClient.read(this.api.get(this.patient, PATIENTS), 200).get("active").asBoolean()).isFalse();
		read(address(this.patient, PATIENTS)).expectStatus().isOk();
	}

	@Test
	void answersARepetitionWithTheSameAddress() {
		String key = UUID.randomUUID().toString();
		String first = address(this.patient, PATIENTS, key);
		List<String> repeated = IntStream.range(0, 8)
			.parallel()
			.mapToObj((_) -> address(this.patient, PATIENTS, key))
			.toList();
		assertThat(repeated).containsOnly(first);
		address(this.patient, PATIENTS);
		ApiClient.problem(this.api.post(this.patient, PATIENTS, "", key), 409, "calendar-replaced");
		String other = address(Account.newPatient(), PATIENTS, key);
		assertThat(other).isNotEqualTo(first);
	}

	@Test
	void readsNothingNewUntilSomethingChanged() {
		books(NINE);
		String address = address(this.patient, PATIENTS);
		String tag = read(address).expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Content-Type", "text/calendar;charset=UTF-8")
			.returnResult(String.class)
			.getResponseHeaders()
			.getETag();
		assertThat(tag).isNotNull();
		this.api.nobody(HttpMethod.GET, address).header("If-None-Match", tag).exchange().expectStatus().isNotModified();
		books("2026-11-24T11:00:00Z");
		this.api.nobody(HttpMethod.GET, address).header("If-None-Match", tag).exchange().expectStatus().isOk();
	}

	@Test
	void recordsForPatientsWhatIsNewToADoctorsProgram() {
		books(NINE);
		String address = address(this.doctor, DOCTORS);
		for (int i = 0; i < 3; i++) {
			String text = text(read(address));
			assertThat(text).contains("SUMMARY:", "20261124T").doesNotContain(this.patient.name(), "Headache");
		}
		assertThat(accesses()).isEqualTo(1);
		books("2026-11-24T11:00:00Z");
		read(address).expectStatus().isOk();
		this.practice.decides(this.doctor, false);
		ApiClient.problem(read(address), 404, "not-found");
	}

	@Test
	void tellsNobodyAnything() {
		for (String path : List.of("/calendar/unknown.ics", "/calendar/.ics", "/calendar/$ne.ics",
				"/calendar/" + "x".repeat(500) + ".ics")) {
			ApiClient.problem(read(path), 404, "not-found");
		}
		ApiClient.problem(this.api.get(this.patient, DOCTORS), 403, "forbidden");
		ApiClient.problem(this.api.get(this.doctor, PATIENTS), 403, "forbidden");
		this.api.nobody(HttpMethod.GET, PATIENTS).exchange().expectStatus().isUnauthorized();
		this.api.nobody(HttpMethod.POST, "/calendar/unknown.ics").exchange().expectStatus().isUnauthorized();
	}

	private long accesses() {
		Query query = Query.query(Criteria.where("actorId").is(this.doctor.id()).and("resource").is("calendar"));
		return this.mongo.count(query, "accessRecords").blockOptional(SOON).orElseThrow();
	}

	private String books(String start) {
		return ApiClient.read(this.practice.books(this.patient, this.doctor, start), 201).get("id").asString();
	}

	private String address(Account account, String path) {
		return address(account, path, UUID.randomUUID().toString());
	}

	private String address(Account account, String path, String key) {
		String address = ApiClient.read(this.api.post(account, path, "", key), 201).get("address").asString();
		assertThat(address).startsWith("http://localhost:8080/calendar/");
		return address.substring("http://localhost:8080".length());
	}

	private ResponseSpec read(String address) {
		return this.api.nobody(HttpMethod.GET, address).exchange();
	}

	private static String text(ResponseSpec response) {
		String body = response.expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody();
		assertThat(body).isNotNull();
		return String.valueOf(body);
	}

}
