package io.medlinks.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the other services publish reaches the right doctor's dashboard and panel, and
 * nobody else's.
 */
@MedLinksIT
class DashboardIT {

	private static final String EIGHT = "2026-11-23T08:00:00Z";

	private static final String NINE = "2026-11-23T09:00:00Z";

	private static final String TEN = "2026-11-23T10:00:00Z";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	ReactiveMongoTemplate mongo;

	private Stories stories;

	@BeforeEach
	void practise() {
		this.stories = new Stories(this.api, this.traffic);
		this.stories.practises(this.doctor);
	}

	@Test
	void showsWhatIsKnownOfAPatient() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "same-day");
		String appointmentId = UUID.randomUUID().toString();
		Instant start = Instant.parse("2999-11-24T09:20:00Z");
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, appointmentId, 1, true, start));
		this.traffic.publish(Fact.summaryWritten(this.patient, 4));
		JsonNode row = this.stories.awaitItem(this.doctor, this.patient,
				(item) -> !item.get("nextAppointment").isNull() && !item.get("summaryVersion").isNull());
		assertThat(row.get("name").asString()).isEqualTo(this.patient.name());
		assertThat(row.get("age").isNumber()).isTrue();
		assertThat(row.get("sex").asString()).isEqualTo("female");
		assertThat(row.get("urgency").asString()).isEqualTo("same-day");
		assertThat(row.get("waitingSince").asString()).isEqualTo(EIGHT);
		assertThat(row.get("targetMinutes").asInt()).isEqualTo(240);
		assertThat(row.get("unreadEntries").asInt()).isEqualTo(1);
		assertThat(row.at("/reasons/0/ruleId").asString()).isEqualTo("severe-symptom");
		assertThat(row.at("/reasons/0/entryId").asString()).isEqualTo(entryId);
		assertThat(row.get("headline").asString()).isEqualTo("A pounding headache since I woke up.");
		assertThat(row.at("/uncovered/0/entryId").asString()).isEqualTo(entryId);
		assertThat(row.at("/uncovered/0/version").asInt()).isEqualTo(1);
		assertThat(row.get("lastEntryAt").asString()).isEqualTo(EIGHT);
		assertThat(row.get("seenBy").isNull()).isTrue();
		assertThat(row.at("/nextAppointment/id").asString()).isEqualTo(appointmentId);
		assertThat(row.at("/nextAppointment/start").asString()).isEqualTo("2999-11-24T09:20:00Z");
		assertThat(row.get("summaryVersion").asInt()).isEqualTo(4);

		this.traffic.publish(
				Fact.appointmentMoved(this.patient, this.doctor, appointmentId, 2, start.plus(Duration.ofDays(2))));
		JsonNode moved = this.stories.awaitItem(this.doctor, this.patient,
				(item) -> !item.at("/nextAppointment/start").asString("").equals("2999-11-24T09:20:00Z"));
		assertThat(moved.at("/nextAppointment/id").asString()).isEqualTo(appointmentId);
		assertThat(moved.at("/nextAppointment/start").asString()).isEqualTo("2999-11-26T09:20:00Z");

		this.traffic.publish(Fact.appointment(this.patient, this.doctor, appointmentId, 3, false, start));
		this.stories.awaitItem(this.doctor, this.patient, (item) -> item.get("nextAppointment").isNull());
	}

	@Test
	void showsAPatientOfWhomNothingElseIsKnown() {
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		JsonNode row = this.stories.awaitItem(this.doctor, this.patient, (_) -> true);
		assertThat(row.get("name").asString()).isEmpty();
		assertThat(row.get("sex").asString()).isEqualTo("unknown");
		assertThat(row.get("urgency").isNull()).isTrue();
		assertThat(row.get("uncovered")).isEmpty();
		JsonNode patient = ApiClient.read(this.api.get(this.doctor, patientPath()), 200);
		assertThat(patient.get("birthDate").isNull()).isTrue();
		assertThat(patient.get("allergies")).isEmpty();
	}

	@Test
	void putsTheMostUrgentFirstAndPages() {
		Account quiet = Account.newPatient();
		Account soon = Account.newPatient();
		Account emergency = Account.newPatient();
		Account early = Account.newPatient();
		Account late = Account.newPatient();
		for (Account each : List.of(quiet, soon, emergency, early, late)) {
			this.traffic.publish(Fact.careTeamLink(each, this.doctor, 1, true));
		}
		this.traffic.publish(Fact.entryAssessed(soon, this.stories.logs(soon, EIGHT), 1, "soon"));
		this.traffic.publish(Fact.entryAssessed(emergency, this.stories.logs(emergency, TEN), 1, "emergency"));
		this.stories.logs(early, EIGHT);
		this.traffic.publish(Fact.entryAssessed(late, this.stories.logs(late, NINE), 1, "same-day"));
		List<String> order = List.of(emergency.id(), early.id(), late.id(), soon.id(), quiet.id());
		Stories.await().untilAsserted(() -> {
			assertThat(pageThrough("/api/doctor/dashboard?limit=2")).isEqualTo(order);
			List<JsonNode> items = this.stories.items(this.doctor);
			assertThat(items.get(1).get("assessed").asBoolean()).isFalse();
			assertThat(items.get(1).at("/reasons/0/ruleId").asString()).isEqualTo("not-assessed");
			assertThat(items.get(2).get("assessed").asBoolean()).isTrue();
			assertThat(items.get(4).get("urgency").isNull()).isTrue();
		});
		assertThat(pageThrough("/api/doctor/dashboard?limit=1")).isEqualTo(order);
		assertThat(pageThrough("/api/doctor/patients?limit=2")).containsExactlyInAnyOrderElementsOf(order);
	}

	@Test
	void showsADoctorWhoJoinsLateAllThatWasWrittenBefore() {
		List<String> written = IntStream.range(0, 450).mapToObj((_) -> this.stories.logs(this.patient, EIGHT)).toList();
		this.traffic.publish(Fact.entryAssessed(this.patient, written.getLast(), 1, "emergency"));
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		JsonNode row = this.stories.awaitItem(this.doctor, this.patient,
				(item) -> item.get("waitingEntries").asInt() == written.size()
						&& item.get("urgency").asString("").equals("emergency"));
		assertThat(row.get("unreadEntries").asInt()).isEqualTo(written.size());
		assertThat(row.at("/uncovered/0/entryId").asString()).isEqualTo(written.getLast());
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 2, false));
		Stories.await().until(() -> !this.stories.item(this.doctor, this.patient).isObject());
	}

	@Test
	void findsTheMostUrgentAmongMoreThanARowTellsApart() {
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		for (int i = 0; i < 110; i++) {
			this.traffic
				.publish(Fact.entryAssessed(this.patient, this.stories.logs(this.patient, EIGHT), 1, "routine"));
		}
		String unknown = this.stories.logs(this.patient, NINE);
		String emergency = this.stories.logs(this.patient, TEN);
		this.traffic.publish(Fact.entryAssessed(this.patient, emergency, 1, "emergency"));
		JsonNode row = this.stories.awaitItem(this.doctor, this.patient,
				(item) -> item.get("unreadEntries").asInt() == 112
						&& item.at("/uncovered/1/entryId").asString("").equals(unknown));
		assertThat(row.get("urgency").asString()).isEqualTo("emergency");
		assertThat(row.get("waitingSince").asString()).isEqualTo(TEN);
		assertThat(row.get("lastEntryAt").asString()).isEqualTo(TEN);
		assertThat(row.get("assessed").asBoolean()).isFalse();
		assertThat(row.get("uncovered")).hasSize(100);
		assertThat(row.at("/uncovered/0/entryId").asString()).isEqualTo(emergency);

		this.traffic.publish(Fact.entryAssessed(this.patient, unknown, 1, "self-care"));
		this.stories.awaitItem(this.doctor, this.patient, (item) -> item.get("assessed").asBoolean());
	}

	@Test
	void showsOnePatientToTheirDoctorOnly() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		JsonNode patient = ApiClient.read(this.api.get(this.doctor, patientPath()), 200);
		assertThat(patient.get("name").asString()).isEqualTo(this.patient.name());
		assertThat(patient.get("birthDate").asString()).isEqualTo("1987-04-12");
		assertThat(patient.at("/allergies/0").asString()).isEqualTo("penicillin");
		assertThat(patient.at("/status/uncovered/0/entryId").asString()).isEqualTo(entryId);
		String mark = this.patient.name().substring("Test ".length());
		assertThat(found("TEST " + mark.toUpperCase(Locale.ROOT))).containsExactly(this.patient.id());
		assertThat(found(mark)).containsExactly(this.patient.id());
		assertThat(found(mark.substring(1))).isEmpty();
		assertThat(found(".*")).isEmpty();

		Account unrelated = Account.newDoctor();
		this.stories.practises(unrelated);
		JsonNode existing = ApiClient.problem(this.api.get(unrelated, patientPath()), 403, "forbidden");
		JsonNode unknown = ApiClient.problem(this.api.get(unrelated, "/api/doctor/patients/" + UUID.randomUUID()), 403,
				"forbidden");
		assertThat(existing.get("detail")).isEqualTo(unknown.get("detail"));
		assertThat(this.stories.items(unrelated)).isEmpty();
		assertThat(pageThrough(unrelated, "/api/doctor/patients?limit=5")).isEmpty();
		assertThat(recordsOf(unrelated)).isEmpty();
	}

	@Test
	void losesThePatientWhoEndsTheCare() {
		Account colleague = Account.newDoctor();
		this.stories.practises(colleague);
		String entryId = this.stories.logsFor(this.doctor, this.patient, "emergency");
		this.traffic.publish(Fact.careTeamLink(this.patient, colleague, 1, true));
		this.stories.awaitItem(colleague, this.patient, (_) -> true);
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 2, false));
		Stories.await().untilAsserted(() -> assertThat(this.stories.items(this.doctor)).isEmpty());
		assertThat(pageThrough("/api/doctor/patients?limit=5")).isEmpty();
		ApiClient.problem(this.api.get(this.doctor, patientPath()), 403, "forbidden");
		ApiClient.problem(this.stories.acknowledges(this.doctor, this.patient, entryId, 1), 403, "forbidden");
		assertThat(this.stories.item(colleague, this.patient).get("unreadEntries").asInt()).isEqualTo(1);

		this.stories.logs(this.patient, TEN);
		this.stories.awaitItem(colleague, this.patient, (item) -> item.get("unreadEntries").asInt() == 2);
		assertThat(this.stories.items(this.doctor)).isEmpty();
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, colleague, 2, false));
		Stories.await().untilAsserted(() -> assertThat(this.stories.items(colleague)).isEmpty());
		assertThat(this.stories.items(this.doctor)).isEmpty();

		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 3, true));
		JsonNode row = this.stories.awaitItem(this.doctor, this.patient, (_) -> true);
		assertThat(row.get("unreadEntries").asInt()).isEqualTo(2);
	}

	@Test
	void listsNobodyWhoseCareHasEndedThoughTheRowDoesNotKnowYet() {
		this.stories.logsFor(this.doctor, this.patient, "same-day");
		this.mongo
			.updateFirst(Query.query(Criteria.where("_id").is(this.patient.id() + ":" + this.doctor.id())),
					Update.update("active", false), "careLinks")
			.block();
		assertThat(this.stories.items(this.doctor)).isEmpty();
		assertThat(pageThrough("/api/doctor/patients?limit=2")).isEmpty();
	}

	@Test
	void recordsWhoseDataWasShown() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		ApiClient.read(this.api.get(this.doctor, patientPath()), 200);
		ApiClient.read(this.api.get(this.doctor, "/api/doctor/patients"), 200);
		this.stories.acknowledges(this.doctor, this.patient, entryId, 1).expectStatus().isCreated();
		Stories.await()
			.untilAsserted(() -> assertThat(recordsOf(this.doctor)).contains("read dashboard", "read profile",
					"read panel", "write review"));
	}

	/** What a doctor did to the patient's data, each published as its contract says. */
	private List<String> recordsOf(Account actor) {
		return this.traffic.unchecked("medlinks.access")
			.stream()
			.filter((event) -> event.body().get("actorId").asString().equals(actor.id()))
			.flatMap((event) -> this.traffic.published("medlinks.access", event.key()).stream())
			.filter((event) -> Stories.elements(event.body().get("patientIds"))
				.stream()
				.anyMatch((id) -> id.asString().equals(this.patient.id())))
			.map((event) -> event.body().get("action").asString() + " " + event.body().get("resource").asString())
			.toList();
	}

	private String patientPath() {
		return "/api/doctor/patients/" + this.patient.id();
	}

	private List<String> found(String search) {
		return pageThrough("/api/doctor/patients?limit=5&q=" + search);
	}

	private List<String> pageThrough(String path) {
		return pageThrough(this.doctor, path);
	}

	private List<String> pageThrough(Account whose, String path) {
		List<String> found = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = ApiClient.read(this.api.get(whose, path + "&cursor=" + cursor), 200);
			page.get("items").forEach((item) -> found.add(item.get("patientId").asString()));
			cursor = page.get("nextCursor").asString("");
		}
		while (!cursor.isEmpty());
		return found;
	}

}
