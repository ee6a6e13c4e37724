package io.medlinks.platform.reconcile;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.medlinks.notes.NotesTest;
import io.medlinks.notes.Practice;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.reconcile.Known;
import io.medlinks.testing.reconcile.ReconcileRequests;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a projection lost, missed or got wrong is found and healed by its owner.
 */
@NotesTest
@TestPropertySource(properties = "notes.copies=true")
class ReconcileIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String NOTES = "/api/patient/notes";

	private static final String COPIES = "noteCopies";

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private Practice practice;

	@Autowired
	private ReactiveMongoTemplate mongo;

	private ReconcileRequests reconcile;

	private final Account patient = Account.newPatient();

	@BeforeEach
	void connect() {
		this.reconcile = new ReconcileRequests(this.api);
	}

	@Test
	void saysWhatItOwnsAndWhatItKeeps() {
		assertThat(this.reconcile.declared("sources")).containsEntry("notes", "test.notes")
			.containsEntry("access-records", "medlinks.access");
		assertThat(this.reconcile.declared("projections")).containsEntry("note-copies", "test.notes")
			.containsEntry("care-team-links", "medlinks.patient.care-team")
			.containsEntry("doctor-standings", "medlinks.doctor.profile");
	}

	@Test
	void publishesAgainWhatItPublished() {
		for (int number = 0; number < 5; number++) {
			String id = writes("note " + number);
			if (number > 2) {
				changes(id, 1, "changed " + number);
			}
		}
		Account doctor = this.practice.doctorOf(this.patient);
		this.api.get(doctor, "/api/doctor/patients/" + this.patient.id() + "/notes").expectStatus().isOk();
		await(() -> this.reconcile.assertRepublishesWhatWasPublished(this.traffic, "test.note-written.v1",
				"test.note-changed.v1", "medlinks.access.recorded.v1"));
		assertThat(this.reconcile.source("access-records").keySet())
			.anySatisfy((id) -> assertThat(id).endsWith(":" + this.patient.id()));
	}

	@Test
	void findsAndHealsWhatAProjectionLostMissedOrGotWrong() {
		String lost = writes("lost");
		String stale = writes("stale");
		changes(stale, 1, "newer");
		String wrong = writes("wrong");
		String right = writes("right");
		List<String> all = List.of(lost, stale, wrong, right);
		awaitEqual(all);
		this.mongo.remove(byId(lost), COPIES).block(PATIENCE);
		damage(stale, new Update().set("version", 1L).set("bodyHash", "0").set("text", "stale"));
		damage(wrong, new Update().set("bodyHash", "0").set("text", "not what was said"));
		SortedMap<String, Known> source = this.reconcile.lookUp("sources/notes", all);
		SortedMap<String, Known> copies = this.reconcile.lookUp("projections/note-copies", all);
		assertThat(copies).doesNotContainKey(lost).containsEntry(right, source.get(right));
		assertThat(copies).containsEntry(stale, new Known(1, "0"));
		assertThat(source).hasEntrySatisfying(stale, (known) -> assertThat(known.version()).isEqualTo(2));
		assertThat(copies).containsEntry(wrong, new Known(1, "0"));
		assertThat(source).doesNotContainEntry(wrong, new Known(1, "0"))
			.hasEntrySatisfying(wrong, (known) -> assertThat(known.version()).isEqualTo(1));
		assertThat(this.reconcile.repair("sources/notes", List.of(lost, stale, wrong))).isEqualTo(3);
		awaitEqual(all);
		assertThat(textOf(lost)).isEqualTo("lost");
		assertThat(textOf(stale)).isEqualTo("newer");
		assertThat(textOf(wrong)).isEqualTo("wrong");
		assertThat(this.reconcile.lookUp("sources/notes", all)).isEqualTo(source);
	}

	@Test
	void leavesAProjectionThatIsAheadOfItsOwnerAsItIs() {
		String id = writes("words");
		awaitEqual(List.of(id));
		damage(id, new Update().set("version", 9L).set("bodyHash", "9"));
		this.reconcile.repair("sources/notes", List.of(id));
		String last = writes("the last one");
		awaitEqual(List.of(last));
		assertThat(this.reconcile.lookUp("projections/note-copies", List.of(id))).containsEntry(id, new Known(9, "9"));
	}

	@Test
	void publishesNothingOfWhatItDoesNotOwn() {
		assertThat(this.reconcile.repair("sources/notes", List.of("nothing", "at-all"))).isZero();
		assertThat(this.reconcile.lookUp("sources/notes", List.of("nothing"))).isEmpty();
		assertThat(this.reconcile.repair("sources/access-records", List.of("no-patient", "a:b"))).isZero();
	}

	@Test
	void neverLetsARepairOvertakeAChange() {
		String id = writes("version 1");
		CompletableFuture<Void> repairs = CompletableFuture
			.runAsync(() -> IntStream.range(0, 40).forEach((_) -> this.reconcile.repair("sources/notes", List.of(id))));
		for (int version = 1; version <= 20; version++) {
			changes(id, version, "version " + (version + 1));
		}
		repairs.join();
		awaitEqual(List.of(id));
		assertThat(textOf(id)).isEqualTo("version 21");
		// behind the last of them, so that all of them have arrived
		this.reconcile.repair("sources/notes", List.of(id));
		List<Long> versions = Awaitility.await()
			.pollInSameThread()
			.atMost(PATIENCE)
			.until(() -> versionsOf(id), (found) -> found.size() >= 22);
		assertThat(versions).isSorted().contains(21L);
	}

	@Test
	void takesNoMoreIdsThanAPageHolds() {
		List<String> tooMany = Collections.nCopies(101, "id");
		for (String place : List.of("sources/notes/lookup", "sources/notes/repair", "projections/note-copies/lookup")) {
			for (String body : List.of("{}", "{\"ids\": []}", "{\"ids\": [\"\"]}",
					"{\"ids\": [\"" + String.join("\",\"", tooMany) + "\"]}")) {
				ApiClient.problem(
						this.api.asService(HttpMethod.POST, "/internal/reconcile/" + place).bodyValue(body).exchange(),
						400, "validation-failed");
			}
		}
	}

	@Test
	void knowsNothingByAnotherName() {
		for (String path : List.of("sources/nothing", "projections/nothing", "derived/nothing")) {
			ApiClient.problem(this.api.asService(HttpMethod.GET, "/internal/reconcile/" + path).exchange(), 404,
					"not-found");
		}
		ApiClient.problem(this.api.asService(HttpMethod.GET, "/internal/reconcile/sources/notes?cursor=x").exchange(),
				400, "bad-cursor");
	}

	private String writes(String text) {
		return ApiClient.read(this.api.post(this.patient, NOTES, "{\"text\": \"" + text + "\"}"), 201)
			.get("noteId")
			.asString();
	}

	private void changes(String id, long version, String text) {
		this.api.as(this.patient, HttpMethod.PUT, NOTES + "/" + id)
			.header("If-Match", "\"" + version + "\"")
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.bodyValue("{\"text\": \"" + text + "\"}")
			.exchange()
			.expectStatus()
			.isOk();
	}

	/** The versions on the topic, each event where it came first. */
	private List<Long> versionsOf(String noteId) {
		Set<String> seen = new HashSet<>();
		return this.traffic.unchecked("test.notes")
			.stream()
			.filter((event) -> event.body().path("noteId").asString("").equals(noteId) && seen.add(event.id()))
			.map(PublishedEvent::version)
			.toList();
	}

	private void damage(String id, Update damage) {
		this.mongo.updateFirst(byId(id), damage, COPIES).block(PATIENCE);
	}

	private String textOf(String id) {
		return Objects.requireNonNull(this.mongo.findOne(byId(id), Document.class, COPIES).block(PATIENCE))
			.getString("text");
	}

	private void awaitEqual(List<String> ids) {
		await(() -> assertThat(this.reconcile.lookUp("projections/note-copies", ids)).hasSize(ids.size())
			.isEqualTo(this.reconcile.lookUp("sources/notes", ids)));
	}

	private static Query byId(String id) {
		return Query.query(Criteria.where("_id").is(id));
	}

	private static void await(Runnable assertion) {
		Awaitility.await().pollInSameThread().atMost(PATIENCE).untilAsserted(assertion::run);
	}

}
