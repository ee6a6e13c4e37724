package io.medlinks.patient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import io.medlinks.testing.web.EventStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.patient.PatientRequests.ENTRIES;
import static io.medlinks.patient.PatientRequests.LIVE;
import static io.medlinks.patient.PatientRequests.amendment;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The patient's record while it changes.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class PatientLiveIT {

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@Autowired
	private WebTestClient client;

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	private PatientRequests requests;

	@BeforeEach
	void prepare() {
		this.requests = new PatientRequests(this.api);
	}

	@Test
	void beginsWithWhatIsThereAndGoesOnWithWhatChanges() {
		String before = this.requests.logs(this.patient, "Before");
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			EventStream.Event snapshot = live.await("snapshot");
			assertThat(snapshot.id()).isNotNull();
			assertThat(snapshot.data().get("items")).hasSize(1);
			assertThat(snapshot.data().at("/items/0/type").asString()).isEqualTo("entry");
			assertThat(snapshot.data().at("/items/0/key").asString()).isEqualTo(before);
			assertThat(snapshot.data().at("/items/0/row")).isEqualTo(this.requests.reads(this.patient, before));
			String since = this.requests.logs(this.patient, "Since");
			live.await("row", row("entry", since, (entry) -> entry.get("text").asString().equals("Since")));
			read(this.requests.amends(this.patient, before, 1, amendment("Amended", "better")), 200);
			live.await("row", row("entry", before, (entry) -> entry.get("version").asLong() == 2));
			this.requests.withdraws(this.patient, before, 2).expectStatus().isNoContent();
			live.await("row", row("entry", before, (entry) -> entry.get("status").asString().equals("withdrawn")));
			assertThat(sequences(live)).isSorted();
		}
	}

	@Test
	void showsTheAssessmentAndWhoHasSeenTheEntry() {
		String id = this.requests.logs(this.patient, "Headache");
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			live.await("snapshot");
			this.traffic.publish(Fact.entryAssessed(this.patient, id, 1, "same-day"));
			live.await("row",
					row("entry", id, (entry) -> entry.at("/assessment/level").asString("").equals("same-day")));
			this.traffic.publish(Fact.review(this.patient, this.doctor, id, 1));
			live.await("row",
					row("entry", id, (entry) -> entry.at("/seenBy/0/name").asString("").equals(this.doctor.name())));
		}
	}

	@Test
	void showsSummaryAppointmentsAndCareTeam() {
		this.requests.practises(this.traffic, this.doctor);
		String entry = this.requests.logs(this.patient, "Headache");
		String appointment = UUID.randomUUID().toString();
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			live.await("snapshot");
			read(this.requests.letsIn(this.patient, this.doctor), 201);
			live.await("row", row("care-team", this.doctor.id(), (member) -> member.get("active").asBoolean()));
			live.await("row", row("entry", entry, (seen) -> seen.get("visibleToDoctors").asInt() == 1));
			this.traffic.publish(Fact.summaryWritten(this.patient, 3));
			live.await("row", row("summary", this.patient.id(), (summary) -> summary.get("version").asLong() == 3));
			this.traffic.publish(Fact.appointment(this.patient, this.doctor, appointment, 1, true, tomorrow()));
			JsonNode booked = live.await("row", row("appointment", appointment, (_) -> true)).data().get("row");
			assertThat(booked.get("status").asString()).isEqualTo("booked");
			assertThat(booked.get("doctorName").asString()).isEqualTo(this.doctor.name());
			assertThat(booked.get("zone").asString()).isEqualTo("Europe/Lisbon");
			assertThat(Instant.parse(booked.get("start").asString())).isEqualTo(tomorrow());
			Instant later = tomorrow().plus(Duration.ofDays(2));
			this.traffic.publish(Fact.appointmentMoved(this.patient, this.doctor, appointment, 2, later));
			JsonNode moved = live
				.await("row",
						row("appointment", appointment,
								(row) -> Instant.parse(row.get("start").asString()).equals(later)))
				.data()
				.get("row");
			assertThat(moved.get("status").asString()).isEqualTo("booked");
		}
		try (EventStream again = EventStream.open(this.client, this.patient, LIVE)) {
			assertThat(
					again.await("snapshot").data().get("items").valueStream().map((row) -> row.get("type").asString()))
				.containsExactly("entry", "appointment", "summary", "care-team");
		}
	}

	@Test
	void showsConsultationsAsTheyAreRecordedChangedAndTakenBack() {
		String consultation = UUID.randomUUID().toString();
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			live.await("snapshot");
			this.traffic.publish(Fact.consultation(this.patient, this.doctor, consultation, 1, (_) -> {
			}));
			JsonNode recorded = live.await("row", row("consultation", consultation, (_) -> true)).data().get("row");
			assertThat(recorded.get("doctorName").asString()).isEqualTo(this.doctor.name());
			assertThat(recorded.at("/diagnosis/text").asString()).isEqualTo("Migraine");
			assertThat(recorded.at("/pleaseBook/visitType").asString()).isEqualTo("in-person");
			this.traffic.publish(Fact.consultationRetracted(this.patient, this.doctor, consultation, 2));
			JsonNode retracted = live
				.await("row", row("consultation", consultation, (row) -> row.get("version").asLong() == 2))
				.data()
				.get("row");
			assertThat(retracted.get("status").asString()).isEqualTo("entered-in-error");
			assertThat(retracted.get("diagnosis").isNull()).isTrue();
		}
		try (EventStream again = EventStream.open(this.client, this.patient, LIVE)) {
			assertThat(
					again.await("snapshot").data().get("items").valueStream().map((row) -> row.get("type").asString()))
				.containsExactly("consultation");
		}
	}

	@Test
	void cancelledAppointmentStaysCancelledWhateverTheOrder() {
		String cancelled = UUID.randomUUID().toString();
		String kept = UUID.randomUUID().toString();
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			live.await("snapshot");
			this.traffic.publish(Fact.appointment(this.patient, this.doctor, cancelled, 2, false, tomorrow()));
			this.traffic.publish(Fact.appointment(this.patient, this.doctor, cancelled, 1, true, tomorrow()));
			this.traffic.publish(Fact.appointment(this.patient, this.doctor, kept, 1, true, tomorrow()));
			live.await("row", row("appointment", kept, (_) -> true));
		}
		try (EventStream again = EventStream.open(this.client, this.patient, LIVE)) {
			assertThat(
					again.await("snapshot").data().get("items").valueStream().map((row) -> row.get("key").asString()))
				.containsExactly(kept);
		}
	}

	@Test
	void resumesWithoutAGap() {
		String lastEventId;
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			live.await("snapshot");
			String seen = this.requests.logs(this.patient, "Seen");
			lastEventId = live.await("row", row("entry", seen, (_) -> true)).id();
		}
		List<String> missed = List.of(this.requests.logs(this.patient, "Missed"),
				this.requests.logs(this.patient, "Missed too"));
		try (EventStream resumed = EventStream.open(this.client, this.patient, LIVE, lastEventId)) {
			resumed.await("row", row("entry", missed.getLast(), (_) -> true));
			assertThat(resumed.events()).extracting(EventStream.Event::name).doesNotContain("snapshot");
			assertThat(resumed.events()
				.stream()
				.filter((event) -> event.name().equals("row"))
				.map((event) -> event.data().get("key").asString())
				.distinct()).containsExactlyElementsOf(missed);
		}
	}

	@Test
	void beginsAnewWhereNothingCanBeResumed() {
		this.requests.logs(this.patient, "Headache");
		for (String unknown : List.of("999999", "-1", "nonsense")) {
			try (EventStream live = EventStream.open(this.client, this.patient, LIVE, unknown)) {
				assertThat(live.await("snapshot").data().get("items")).as(unknown).hasSize(1);
			}
		}
	}

	@Test
	void showsNobodyElsesRecord() {
		Account other = Account.newPatient();
		this.requests.logs(other, "Not yours");
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			assertThat(live.await("snapshot").data().get("items")).isEmpty();
			this.requests.logs(other, "Not yours either");
			this.traffic.publish(Fact.summaryWritten(other, 1));
			String own = this.requests.logs(this.patient, "Mine");
			live.await("row", row("entry", own, (_) -> true));
			assertThat(live.events()
				.stream()
				.filter((event) -> event.name().equals("row"))
				.map((event) -> event.data().get("key").asString())).containsOnly(own);
		}
	}

	@Test
	void showsTheLatestEntriesOnly() {
		for (int i = 0; i < 22; i++) {
			read(this.api.post(this.patient, ENTRIES, PatientRequests.entry("Entry " + i)), 201);
		}
		try (EventStream live = EventStream.open(this.client, this.patient, LIVE)) {
			assertThat(live.await("snapshot").data().get("items")).hasSize(20);
		}
	}

	private static Instant tomorrow() {
		return PassingTime.BEGINNING.plus(Duration.ofDays(1));
	}

	private static Predicate<JsonNode> row(String type, String key, Predicate<JsonNode> state) {
		return (row) -> row.get("type").asString().equals(type) && row.get("key").asString().equals(key)
				&& state.test(row.get("row"));
	}

	private static List<Long> sequences(EventStream live) {
		return live.events()
			.stream()
			.filter((event) -> event.id() != null)
			.map((event) -> Long.valueOf(event.id()))
			.toList();
	}

}
