package io.medlinks.scheduling.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import biweekly.ICalendar;
import com.mongodb.client.result.UpdateResult;
import io.medlinks.scheduling.Practice;
import io.medlinks.scheduling.calendar.ReadCalendar;
import io.medlinks.scheduling.messages.MailServer.Received;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyContainer;
import net.fortuna.ical4j.model.component.VEvent;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both are told by mail, whatever stands in the way of one of them.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class MessagesIT {

	private static final MailServer SERVER = new MailServer();

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String MINE = "/api/patient/appointments/";

	private static final String MESSAGES = "/api/operator/scheduling/messages";

	private static final String NINE = "2026-11-24T09:00:00Z";

	private static final String TEN = "2026-11-24T10:00:00Z";

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

	private final String patientAddress = this.patient.id() + "@patients.example.org";

	private final String doctorAddress = this.doctor.id() + "@doctors.example.org";

	@DynamicPropertySource
	static void send(DynamicPropertyRegistry settings) {
		settings.add("medlinks.smtp.host", () -> "127.0.0.1");
		settings.add("medlinks.smtp.port", SERVER::port);
		settings.add("medlinks.smtp.answer-timeout", () -> "1s");
		settings.add("medlinks.messages.sweep-every", () -> "100ms");
		settings.add("medlinks.messages.first-backoff", () -> "100ms");
		settings.add("medlinks.messages.longest-backoff", () -> "300ms");
	}

	@BeforeEach
	void meet() {
		this.practice.practises(this.doctor, "09:00", "12:00", 30, 0);
		this.practice.links(this.patient, this.doctor, true);
		lives(this.patient, this.patientAddress, "America/New_York", "en");
		practises(this.doctor, this.doctorAddress, "Europe/Berlin", "de");
		awaitKnown("patientContacts", this.patient, "en");
		awaitKnown("doctorContacts", this.doctor, "de");
	}

	@Test
	void tellsEachInTheirZoneAndLanguage() {
		String id = books(NINE);
		Received patients = only(this.patientAddress);
		assertThat(patients.subject()).isEqualTo("Your appointment on Tuesday, 24 November 2026, 04:00");
		assertThat(patients.text()).contains("Tuesday, 24 November 2026, 04:00 to 04:30", "America/New_York, UTC-05:00",
				this.doctor.name(), "in the practice", "http://localhost:8080");
		Received doctors = only(this.doctorAddress);
		assertThat(doctors.subject()).isEqualTo("Ihr Termin am Dienstag, 24. November 2026, 10:00");
		assertThat(doctors.text()).contains("Dienstag, 24. November 2026, 10:00 bis 10:30", "Europe/Berlin, UTC+01:00",
				this.patient.name(), "in der Praxis");
		assertThat(patients.header("From")).isEqualTo("MedLinks <no-reply@medlinks.example>");
		assertThat(patients.header("Auto-Submitted")).isEqualTo("auto-generated");
		assertThat(patients.header("Content-Language")).isEqualTo("en");
		assertThat(patients.header("Message-ID")).isEqualTo("<" + id + ".1.patient@medlinks.example>");
		assertThat(doctors.header("Message-ID")).isEqualTo("<" + id + ".1.doctor@medlinks.example>");
	}

	@Test
	void bringsAValidCalendarPart() {
		String id = books(NINE);
		Received mail = only(this.patientAddress);
		assertThat(mail.calendarType()).contains("text/calendar", "method=REQUEST").containsIgnoringCase("utf-8");
		Calendar calendar = mail.calendar();
		assertThat(value(calendar, Property.METHOD)).isEqualTo("REQUEST");
		VEvent event = event(calendar);
		assertThat(value(event, Property.UID)).isEqualTo(id + "@medlinks");
		assertThat(value(event, Property.SEQUENCE)).isEqualTo("0");
		assertThat(value(event, Property.STATUS)).isEqualTo("CONFIRMED");
		assertThat(value(event, Property.SUMMARY)).isEqualTo("Appointment");
		assertThat(value(event, Property.DTSTAMP)).startsWith("20261123T08");
		assertThat(value(event, Property.ORGANIZER)).isEqualTo("mailto:no-reply@medlinks.example");
		assertThat(value(event, Property.ATTENDEE)).isEqualTo("mailto:" + this.patientAddress);
		assertThat(mail.calendarText()).contains("DTSTART;TZID=America/New_York:20261124T040000",
				"DTEND;TZID=America/New_York:20261124T043000", "BEGIN:VTIMEZONE", "TZID:America/New_York");
		assertThat(mail.everything()).doesNotContain(this.doctorAddress);
	}

	@Test
	void bringsACalendarPartThatAnotherProgramReads() {
		String id = books(NINE);
		ICalendar calendar = ReadCalendar.of(only(this.patientAddress).calendarText());
		assertThat(calendar.getMethod().isRequest()).isTrue();
		assertThat(calendar.getEvents()).hasSize(1);
		var event = calendar.getEvents().getFirst();
		assertThat(event.getUid().getValue()).isEqualTo(id + "@medlinks");
		assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(NINE);
		assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo("2026-11-24T09:30:00Z");
		assertThat(calendar.getTimezoneInfo().getTimezone(event.getDateStart()).getTimeZone().getID())
			.isEqualTo("America/New_York");
		assertThat(event.getAttendees().getFirst().getEmail()).isEqualTo(this.patientAddress);
		cancels(id, 1, "No time");
		await().untilAsserted(() -> assertThat(SERVER.to(this.patientAddress))
			.anyMatch((mail) -> mail.calendarText().contains("METHOD:CANCEL")));
		ICalendar cancelled = SERVER.to(this.patientAddress)
			.stream()
			.map(Received::calendarText)
			.filter((text) -> text.contains("METHOD:CANCEL"))
			.map(ReadCalendar::of)
			.findFirst()
			.orElseThrow();
		assertThat(cancelled.getEvents().getFirst().getUid().getValue()).isEqualTo(id + "@medlinks");
		assertThat(cancelled.getEvents().getFirst().getSequence().getValue()).isEqualTo(1);
		assertThat(cancelled.getEvents().getFirst().getStatus().isCancelled()).isTrue();
	}

	@Test
	void saysNothingOfHealth() {
		String id = books(NINE);
		cancels(id, 1, "Canary of a cancellation");
		for (String address : List.of(this.patientAddress, this.doctorAddress)) {
			await().untilAsserted(() -> assertThat(SERVER.to(address)).isNotEmpty()
				.anyMatch((mail) -> mail.calendarText().contains("METHOD:CANCEL")));
			assertThat(SERVER.to(address))
				.allSatisfy((mail) -> assertThat(mail.everything()).doesNotContainIgnoringCase("headache")
					.doesNotContainIgnoringCase("canary"));
		}
	}

	@Test
	void tellsOfAnotherTimeAndOfTheEnd() {
		String id = books(NINE);
		only(this.patientAddress);
		only(this.doctorAddress);
		this.api.as(this.patient, HttpMethod.PATCH, MINE + id)
			.header("If-Match", "\"1\"")
			.bodyValue("{\"start\": \"" + TEN + "\"}")
			.exchange()
			.expectStatus()
			.isOk();
		Received moved = number(this.patientAddress, 2);
		assertThat(moved.subject()).isEqualTo("Your appointment has a new time: Tuesday, 24 November 2026, 05:00");
		assertThat(value(moved.calendar(), Property.METHOD)).isEqualTo("REQUEST");
		assertThat(value(event(moved.calendar()), Property.UID)).isEqualTo(id + "@medlinks");
		assertThat(value(event(moved.calendar()), Property.SEQUENCE)).isEqualTo("1");
		assertThat(moved.calendarText()).contains("DTSTART;TZID=America/New_York:20261124T050000");
		number(this.doctorAddress, 2);
		cancels(id, 2, "");
		Received cancelled = number(this.doctorAddress, 3);
		assertThat(cancelled.subject()).isEqualTo("Ihr Termin am Dienstag, 24. November 2026, 11:00 ist abgesagt");
		assertThat(cancelled.calendarType()).contains("method=CANCEL");
		assertThat(value(cancelled.calendar(), Property.METHOD)).isEqualTo("CANCEL");
		assertThat(value(event(cancelled.calendar()), Property.STATUS)).isEqualTo("CANCELLED");
		assertThat(value(event(cancelled.calendar()), Property.UID)).isEqualTo(id + "@medlinks");
		assertThat(value(event(cancelled.calendar()), Property.SEQUENCE)).isEqualTo("2");
		number(this.patientAddress, 3);
	}

	@Test
	void tellsOneWhenTheOthersAddressIsRefused() {
		SERVER.refuse(this.patientAddress);
		String id = books(NINE);
		only(this.doctorAddress);
		JsonNode failed = awaitMessage(id + ".1.patient", "failed");
		assertThat(failed.get("obstacle").asString()).isEqualTo("refused");
		assertThat(failed.get("attempts").asInt()).isEqualTo(1);
		assertThat(failed.get("recipient").asString()).isEqualTo("patient");
		assertThat(failed.get("dueAt").isNull()).isTrue();
		assertThat(failed.toString()).doesNotContain(this.patientAddress, this.patient.id(), this.patient.name(),
				this.doctor.id());
		assertThat(awaitMessage(id + ".1.doctor", "sent").get("obstacle").isNull()).isTrue();
		assertThat(SERVER.to(this.patientAddress)).isEmpty();
	}

	@Test
	void tellsOthersWhileOneAddressGetsNoAnswer() {
		SERVER.stall(this.patientAddress);
		String id = books(NINE);
		only(this.doctorAddress);
		JsonNode waiting = await().until(() -> message(id + ".1.patient", "waiting"),
				(message) -> message.path("attempts").asInt() > 0);
		assertThat(waiting.get("obstacle").asString()).isEqualTo("unreachable");
		SERVER.answer(this.patientAddress);
		assertThat(only(this.patientAddress).text()).contains(this.doctor.name());
		awaitMessage(id + ".1.patient", "sent");
	}

	@Test
	void booksWithoutTheMailServerAndTellsOnceItIsBack() {
		String id;
		SERVER.goAway();
		try {
			id = books(NINE);
			await().until(() -> message(id + ".1.patient", "waiting"),
					(message) -> message.path("attempts").asInt() > 1);
		}
		finally {
			SERVER.comeBack();
		}
		only(this.patientAddress);
		only(this.doctorAddress);
		awaitMessage(id + ".1.patient", "sent");
		awaitMessage(id + ".1.doctor", "sent");
	}

	@Test
	void tellsOnlyTheLatestOfWhatCouldNotBeTold() {
		String id;
		SERVER.goAway();
		try {
			id = books(NINE);
			awaitMessage(id + ".1.doctor", "waiting");
			cancels(id, 1, "");
			awaitMessage(id + ".2.doctor", "waiting");
			awaitMessage(id + ".1.patient", "overtaken");
			awaitMessage(id + ".1.doctor", "overtaken");
		}
		finally {
			SERVER.comeBack();
		}
		assertThat(value(only(this.patientAddress).calendar(), Property.METHOD)).isEqualTo("CANCEL");
		assertThat(value(only(this.doctorAddress).calendar(), Property.METHOD)).isEqualTo("CANCEL");
	}

	@Test
	void givesUpWhatWasTriedLongEnough() {
		SERVER.stall(this.patientAddress);
		String id = books("2026-11-30T09:00:00Z");
		// Whoever tries it just now would write down again since when it fails.
		Query between = Query
			.query(Criteria.where("_id").is(id + ".1.patient").and("attempts").gt(0).and("leaseId").is(null));
		Update longAgo = new Update().set("failingSince", PassingTime.BEGINNING.minus(Duration.ofDays(2)));
		await().until(() -> this.mongo.updateFirst(between, longAgo, Message.class)
			.map(UpdateResult::getModifiedCount)
			.blockOptional(SOON)
			.orElseThrow() == 1);
		assertThat(awaitMessage(id + ".1.patient", "failed").get("obstacle").asString()).isEqualTo("unreachable");
		SERVER.answer(this.patientAddress);
		only(this.doctorAddress);
	}

	@Test
	void tellsNothingTwiceHoweverOftenItIsPublished() {
		Instant start = Instant.parse(NINE);
		String id = UUID.randomUUID().toString();
		Fact booked = Fact.appointment(this.patient, this.doctor, id, 1, true, start);
		this.traffic.publish(booked);
		this.traffic.publish(booked);
		only(this.patientAddress);
		only(this.doctorAddress);
		this.traffic.publish(booked);
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, UUID.randomUUID().toString(), 1, true, start));
		number(this.patientAddress, 2);
		number(this.doctorAddress, 2);
	}

	@Test
	void finishesWhatACrashLeftBetweenTheTwo() {
		Fact booked = Fact.appointment(this.patient, this.doctor, UUID.randomUUID().toString(), 1, true,
				Instant.parse(NINE));
		this.traffic.publish(booked);
		only(this.patientAddress);
		only(this.doctorAddress);
		await().until(() -> this.mongo.remove(Query.query(
				Criteria.where("doctorId").is(this.doctor.id()).and("recipient").is("DOCTOR").and("state").is("SENT")),
				Message.class)
			.blockOptional(SOON)
			.orElseThrow()
			.getDeletedCount() == 1);
		this.traffic.publish(booked);
		number(this.doctorAddress, 2);
		assertThat(SERVER.to(this.patientAddress)).hasSize(1);
	}

	@Test
	void repeatsWithTheSameIdWhatACrashLeftUnmarked() {
		String id = books(NINE);
		Received first = only(this.patientAddress);
		awaitMessage(id + ".1.patient", "sent");
		this.mongo
			.updateFirst(Query.query(Criteria.where("_id").is(id + ".1.patient")),
					new Update().set("state", "WAITING").set("dueAt", Instant.EPOCH), Message.class)
			.block(SOON);
		assertThat(number(this.patientAddress, 2).header("Message-ID")).isEqualTo(first.header("Message-ID"));
	}

	@Test
	void keepsWhoHasNoAddress() {
		Account silent = Account.newPatient();
		this.practice.links(silent, this.doctor, true);
		lives(silent, null, "Europe/Lisbon", "ar");
		String id = ApiClient.read(this.practice.books(silent, this.doctor, NINE), 201).get("id").asString();
		assertThat(awaitMessage(id + ".1.patient", "failed").get("obstacle").asString()).isEqualTo("no-address");
		only(this.doctorAddress);
	}

	@Test
	void writesArabic() {
		lives(this.patient, this.patientAddress, "Asia/Riyadh", "ar", 2);
		awaitKnown("patientContacts", this.patient, "ar");
		books(NINE);
		Received mail = only(this.patientAddress);
		assertThat(mail.subject()).isEqualTo("موعدك يوم الثلاثاء 24 نوفمبر 2026، 12:00");
		assertThat(mail.text()).contains("\u2068Asia/Riyadh, UTC+03:00\u2069",
				"\u2068" + this.doctor.name() + "\u2069");
		assertThat(value(event(mail.calendar()), Property.SUMMARY)).isEqualTo("موعد");
	}

	@Test
	void listsForOperatorsPageByPage() {
		String id = books(NINE);
		awaitMessage(id + ".1.patient", "sent");
		awaitMessage(id + ".1.doctor", "sent");
		JsonNode first = ApiClient.read(this.api.get(Account.OLGA, MESSAGES + "?limit=1"), 200);
		assertThat(first.get("items")).hasSize(1);
		JsonNode second = ApiClient
			.read(this.api.get(Account.OLGA, MESSAGES + "?limit=1&cursor=" + first.get("nextCursor").asString()), 200);
		assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
		ApiClient.problem(this.api.get(Account.OLGA, MESSAGES + "?state=lost"), 400, "validation-failed");
		ApiClient.problem(this.api.get(this.doctor, MESSAGES), 403, "forbidden");
	}

	private String books(String start) {
		return ApiClient.read(this.practice.books(this.patient, this.doctor, start), 201).get("id").asString();
	}

	private void cancels(String id, int version, String reason) {
		this.api.as(this.patient, HttpMethod.DELETE, MINE + id)
			.header("If-Match", "\"" + version + "\"")
			.bodyValue("{\"reason\": \"" + reason + "\"}")
			.exchange()
			.expectStatus()
			.isNoContent();
	}

	private void lives(Account account, @Nullable String email, String zone, String language) {
		lives(account, email, zone, language, 1);
	}

	private void lives(Account account, @Nullable String email, String zone, String language, long version) {
		this.traffic.publish(Fact.patientProfile(account, version,
				(body) -> ((ObjectNode) body.get("content")).put("email", email)
					.put("zone", zone)
					.put("language", language)));
	}

	private void practises(Account account, String email, String zone, String language) {
		Fact profile = Fact.doctorProfile(account, 1, true,
				(content) -> content.put("email", email).put("zone", zone).put("language", language));
		this.traffic.publish(profile);
	}

	private void awaitKnown(String collection, Account account, String language) {
		Query known = Query.query(Criteria.where("_id").is(account.id()).and("language").is(language));
		await().until(() -> this.mongo.exists(known, collection).blockOptional(SOON).orElseThrow());
	}

	private JsonNode awaitMessage(String id, String state) {
		return await().until(() -> message(id, state), (message) -> !message.isEmpty());
	}

	private JsonNode message(String id, String state) {
		JsonNode found = ApiClient.read(this.api.get(Account.OLGA, MESSAGES + "?limit=100&state=" + state), 200);
		for (JsonNode message : found.get("items")) {
			if (message.get("id").asString().equals(id)) {
				return message;
			}
		}
		return JsonMapper.shared().createObjectNode();
	}

	private static Received only(String address) {
		return number(address, 1);
	}

	/** The mail that came as the last of so many. */
	private static Received number(String address, int count) {
		Supplier<List<Received>> came = () -> SERVER.to(address);
		await().untilAsserted(() -> assertThat(came.get()).hasSizeGreaterThanOrEqualTo(count));
		assertThat(came.get()).hasSize(count);
		return came.get().getLast();
	}

	private static VEvent event(Calendar calendar) {
		return (VEvent) calendar.getComponent(Component.VEVENT).orElseThrow();
	}

	private static String value(PropertyContainer from, String property) {
		return from.getProperty(property).orElseThrow().getValue();
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(40));
	}

}
