package io.medlinks.doctor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import io.medlinks.testing.web.EventStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An open dashboard follows what happens, as long as the doctor may see it.
 */
@MedLinksIT
class DashboardLiveIT {

	private static final String EIGHT = "2026-11-23T08:00:00Z";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	private final List<EventStream> screens = new CopyOnWriteArrayList<>();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	WebTestClient client;

	private Stories stories;

	@BeforeEach
	void practise() {
		this.stories = new Stories(this.api, this.traffic);
		this.stories.practises(this.doctor);
	}

	@AfterEach
	void leave() {
		this.screens.forEach(EventStream::close);
	}

	@Test
	void followsAPatient() {
		EventStream screen = open();
		assertThat(snapshotOf(screen)).isEmpty();
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		this.traffic.publish(Fact.patientProfile(this.patient, 1, (_) -> {
		}));
		awaitRow(screen, this.patient, (row) -> this.patient.name().equals(row.path("name").asString("")));
		String entryId = this.stories.logs(this.patient, EIGHT);
		awaitRow(screen, this.patient,
				(row) -> row.path("unreadEntries").asInt() == 1 && !row.get("assessed").asBoolean());
		this.traffic.publish(Fact.entryAssessed(this.patient, entryId, 1, "emergency"));
		awaitRow(screen, this.patient, (row) -> "emergency".equals(row.path("urgency").asString("")));
		this.stories.acknowledges(this.doctor, this.patient, entryId, 1).expectStatus().isCreated();
		awaitRow(screen, this.patient, (row) -> row.path("unreadEntries").asInt(1) == 0 && !row.get("seenBy").isNull());

		List<JsonNode> snapshot = snapshotOf(open());
		assertThat(snapshot).hasSize(1);
		assertThat(snapshot.getFirst().get("type").asString()).isEqualTo("dashboard");
		assertThat(snapshot.getFirst().get("key").asString()).isEqualTo(this.patient.id());
		assertThat(snapshot.getFirst().get("row")).isEqualTo(this.stories.item(this.doctor, this.patient));
	}

	@Test
	void showsNothingMoreOfAPatientWhoEndedTheCare() {
		Account another = Account.newPatient();
		Account colleague = Account.newDoctor();
		this.stories.practises(colleague);
		this.stories.logsFor(this.doctor, this.patient, "soon");
		this.stories.logsFor(this.doctor, another, "soon");
		this.traffic.publish(Fact.careTeamLink(this.patient, colleague, 1, true));
		this.stories.awaitItem(colleague, this.patient, (_) -> true);
		EventStream screen = open();
		assertThat(snapshotOf(screen)).hasSize(2);

		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 2, false));
		awaitRow(screen, this.patient, JsonNode::isNull);
		this.stories.logs(another, "2026-11-23T08:30:00Z");
		awaitRow(screen, another, (row) -> row.path("unreadEntries").asInt() == 2);
		int end = rowsOf(screen, this.patient).size();
		this.stories.logs(this.patient, "2026-11-23T09:00:00Z");
		this.traffic.publish(Fact.patientProfile(this.patient, 2, (_) -> {
		}));
		this.traffic.publish(Fact.summaryWritten(this.patient, 7));
		this.stories.awaitItem(colleague, this.patient,
				(item) -> item.get("unreadEntries").asInt() == 2 && item.path("summaryVersion").asInt(0) == 7);
		this.stories.logs(another, "2026-11-23T09:00:00Z");
		awaitRow(screen, another, (row) -> row.path("unreadEntries").asInt() == 3);
		assertThat(rowsOf(screen, this.patient)).hasSize(end).last().matches(JsonNode::isNull);
		assertThat(snapshotOf(open())).extracting((row) -> row.get("key").asString()).containsExactly(another.id());
	}

	@Test
	void endsWithTheApproval() {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		Account withoutPatients = Account.newDoctor();
		this.stories.practises(withoutPatients);
		EventStream screen = open();
		EventStream empty = watched(EventStream.open(this.client, withoutPatients, Stories.LIVE));
		assertThat(snapshotOf(screen)).hasSize(1);
		assertThat(snapshotOf(empty)).isEmpty();
		String token = TestIdentities.bearer(this.doctor);

		this.stories.decides(this.doctor, false).expectStatus().isNoContent();
		for (String path : List.of(Stories.DASHBOARD, Stories.PATIENTS, Stories.PATIENTS + "/" + this.patient.id(),
				Stories.LIVE)) {
			ApiClient.problem(this.client.get().uri(path).header("Authorization", token).exchange(), 403, "forbidden");
		}
		ApiClient.problem(this.stories.acknowledges(this.doctor, this.patient, entryId, 1), 403, "forbidden");
		this.stories.decides(withoutPatients, false).expectStatus().isNoContent();
		screen.awaitEnd();
		empty.awaitEnd();
		for (EventStream ended : List.of(screen, empty)) {
			assertThat(ended.events().getLast().name()).isEqualTo("end");
			assertThat(ended.events().getLast().data().get("reason").asString()).isEqualTo("access-ended");
		}
		this.api.get(this.doctor, Stories.PROFILE).expectStatus().isOk();

		this.stories.decides(this.doctor, true).expectStatus().isNoContent();
		assertThat(snapshotOf(open())).hasSize(1);
	}

	@Test
	void staysOpenWhenTheProfileChanges() {
		EventStream screen = open();
		snapshotOf(screen);
		this.stories.puts(this.doctor, "\"2\"", "change", Stories.profile("Dr Changed")).expectStatus().isOk();
		this.traffic.awaitPublished("medlinks.doctor.profile", this.doctor.id(), 3);
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		awaitRow(screen, this.patient, JsonNode::isObject);
		assertThat(screen.events()).noneMatch((event) -> event.name().equals("end"));
	}

	@Test
	void resumesBehindTheLastEventSeen() {
		EventStream screen = open();
		snapshotOf(screen);
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		String seen = awaitRow(screen, this.patient, JsonNode::isObject).id();
		this.stories.logs(this.patient, EIGHT);
		awaitRow(screen, this.patient, (row) -> row.path("unreadEntries").asInt() == 1);
		EventStream resumed = open(seen);
		awaitRow(resumed, this.patient, (row) -> row.path("unreadEntries").asInt() == 1);
		assertThat(resumed.events()).noneMatch((event) -> event.name().equals("snapshot"));
		for (String odd : List.of("x", "-1", "99999999999999999999", "1000000")) {
			assertThat(snapshotOf(open(odd))).as(odd).hasSize(1);
		}
	}

	private EventStream open() {
		return open(null);
	}

	private EventStream open(@Nullable String lastEventId) {
		return watched(EventStream.open(this.client, this.doctor, Stories.LIVE, lastEventId));
	}

	private EventStream watched(EventStream screen) {
		this.screens.add(screen);
		return screen;
	}

	private static List<JsonNode> snapshotOf(EventStream screen) {
		return Stories.elements(screen.await("snapshot").data().get("items"));
	}

	private static EventStream.Event awaitRow(EventStream screen, Account patient, Predicate<JsonNode> wanted) {
		return screen.await("row",
				(row) -> row.get("key").asString().equals(patient.id()) && wanted.test(row.get("row")));
	}

	private static List<JsonNode> rowsOf(EventStream screen, Account patient) {
		return screen.events()
			.stream()
			.filter((event) -> event.name().equals("row"))
			.map(EventStream.Event::data)
			.filter((row) -> row.get("key").asString().equals(patient.id()))
			.map((row) -> row.get("row"))
			.toList();
	}

}
