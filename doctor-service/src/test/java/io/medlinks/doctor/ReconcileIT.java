package io.medlinks.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.medlinks.local.reconcile.Comparison;
import io.medlinks.local.reconcile.Patience;
import io.medlinks.local.reconcile.Reconcile;
import io.medlinks.local.reconcile.ServiceAddress;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.reconcile.ProjectionChecks;
import io.medlinks.testing.reconcile.ReconcileRequests;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What this service publishes can be published again as it was, what it keeps of others
 * is what they said, and the rows are what that makes.
 */
@MedLinksIT
@TestPropertySource(properties = "medlinks.test.context=reconcile")
class ReconcileIT {

	private static final String ROWS = "dashboard-rows";

	private static final String WAITING = "waiting-entries";

	/**
	 * Shorter looks at what stays wrong than the command's, and as long for what is
	 * repaired.
	 */
	private static final Patience PATIENCE = new Patience(10, 600, Duration.ofMillis(50));

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private Environment environment;

	private Stories stories;

	private ReconcileRequests reconcile;

	private ProjectionChecks projections;

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	private String seen = "";

	private String waiting = "";

	@BeforeEach
	void liveThroughEverything() {
		this.stories = new Stories(this.api, this.traffic);
		this.reconcile = new ReconcileRequests(this.api);
		this.projections = new ProjectionChecks(this.api, this.traffic, this.environment,
				Map.of("patients", "patientFacts", "diary-entries", "entryFacts", "care-team-links", "careLinks",
						"assessments", "assessmentFacts", "summaries", "summaryFacts", "appointments",
						"appointmentFacts", "reviews", "reviewFacts"));
		this.stories.practises(this.doctor);
		Account withdrawn = Account.newDoctor();
		this.stories.practises(withdrawn);
		this.stories.decides(withdrawn, false).expectStatus().isNoContent();
		this.seen = this.stories.logsFor(this.doctor, this.patient, "soon");
		this.stories.acknowledges(this.doctor, this.patient, this.seen, 1).expectStatus().isCreated();
		consults();
		this.waiting = this.stories.logs(this.patient, "2026-11-23T09:00:00Z");
		this.stories.amends(this.patient, this.waiting, 2, "2026-11-23T09:00:00Z");
		this.traffic.publish(Fact.entryAssessed(this.patient, this.waiting, 2, "same-day"));
		String gone = this.stories.logs(this.patient, "2026-11-23T10:00:00Z");
		this.traffic.publish(Fact.entryWithdrawn(this.patient, gone, 2, (_) -> {
		}));
		this.traffic.publish(Fact.careTeamLink(this.patient, withdrawn, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, withdrawn, 2, false));
		this.traffic.publish(Fact.summaryWritten(this.patient, 1));
		String cancelled = UUID.randomUUID().toString();
		Instant start = Instant.parse("2999-11-24T09:00:00Z");
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, cancelled, 1, true, start));
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, cancelled, 2, false, start));
		this.traffic.publish(Fact.appointment(this.patient, this.doctor, UUID.randomUUID().toString(), 1, true, start));
		this.projections.awaitAllAgree();
		awaitDerived();
	}

	/**
	 * An answer to an entry that nobody acknowledged otherwise, and two entries of the
	 * doctor's own.
	 */
	private void consults() {
		String answered = this.stories.logs(this.patient, "2026-11-23T08:30:00Z");
		this.stories.awaitItem(this.doctor, this.patient, (item) -> item.get("unreadEntries").asInt() == 1);
		records(Stories.answer(answered, 1, "mine"));
		String amended = records("{\"mode\": \"text\", \"message\": \"Rest\", \"privateNotes\": \"mine\"}");
		this.stories.amends(this.doctor, this.patient, amended, 1, Stories.amendment("Sleep", "mine"))
			.expectStatus()
			.isOk();
		String retracted = records("{\"mode\": \"text\", \"message\": \"Wrong\"}");
		this.stories.retracts(this.doctor, this.patient, retracted, 1).expectStatus().isNoContent();
	}

	private String records(String body) {
		return ApiClient.read(this.stories.consults(this.doctor, this.patient, body), 201).get("id").asString();
	}

	@AfterEach
	void close() {
		this.projections.close();
	}

	@Test
	void publishesAgainWhatItPublished() {
		Stories.await()
			.pollInSameThread()
			.untilAsserted(() -> this.reconcile.assertRepublishesWhatWasPublished(this.traffic,
					"medlinks.doctor.profile-changed.v1", "medlinks.doctor.review-recorded.v1",
					"medlinks.doctor.consultation-recorded.v1", "medlinks.doctor.consultation-amended.v1",
					"medlinks.doctor.consultation-retracted.v1", "medlinks.access.recorded.v1"));
		for (String source : this.reconcile.declared("sources").keySet()) {
			var before = this.reconcile.source(source);
			assertThat(before).as(source).isNotEmpty();
			assertThat(this.reconcile.repair("sources/" + source, before.keySet())).isPositive();
			assertThat(this.reconcile.source(source)).isEqualTo(before);
		}
		this.projections.awaitAllAgree();
	}

	@Test
	void findsAndHealsWhatAProjectionLostMissedOrGotWrong() {
		JsonNode before = this.stories.item(this.doctor, this.patient);
		this.projections.assertFindsAndHealsAll();
		awaitDerived();
		assertThat(this.stories.item(this.doctor, this.patient)).isEqualTo(before);
	}

	@Test
	void findsAndDerivesAgainRowsThatAreNotWhatTheirFactsMake() {
		JsonNode before = this.stories.item(this.doctor, this.patient);
		String link = this.patient.id() + ":" + this.doctor.id();
		String row = this.doctor.id() + ":" + this.patient.id();
		this.projections.set("dashboardRows", row, "state.unreadEntries", 7);
		assertThat(this.reconcile.derived(ROWS)).containsEntry(link, "DIFFERENT");
		derives(ROWS, link);
		assertThat(this.stories.item(this.doctor, this.patient)).isEqualTo(before);
		this.projections.remove("dashboardRows", row);
		assertThat(this.reconcile.derived(ROWS)).containsEntry(link, "MISSING");
		derives(ROWS, link);
		assertThat(this.stories.item(this.doctor, this.patient)).isEqualTo(before);
	}

	@Test
	void findsAndDecidesAgainForWhomEntriesWait() {
		JsonNode before = this.stories.item(this.doctor, this.patient);
		this.projections.set("entryFacts", this.waiting, "waitsFor", List.of("somebody-else"));
		this.projections.set("entryFacts", this.seen, "waitsFor", List.of(this.doctor.id()));
		this.projections.set("entryFacts", this.seen, "openedBy", List.of(this.doctor.id()));
		assertThat(this.reconcile.derived(WAITING)).containsEntry(this.waiting, "DIFFERENT")
			.containsEntry(this.seen, "DIFFERENT");
		derives(WAITING, this.waiting);
		derives(WAITING, this.seen);
		awaitDerived();
		assertThat(this.stories.item(this.doctor, this.patient)).isEqualTo(before);
	}

	@Test
	void findsAndDecidesAgainHowUrgentEntriesAre() {
		this.projections.set("entryFacts", this.waiting, "rank", 4);
		assertThat(this.reconcile.derived(WAITING)).containsEntry(this.waiting, "DIFFERENT");
		derives(WAITING, this.waiting);
		this.projections.set("entryFacts", this.waiting, "assessed", false);
		assertThat(this.reconcile.derived(WAITING)).containsEntry(this.waiting, "DIFFERENT");
		derives(WAITING, this.waiting);
		this.projections.set("entryFacts", this.waiting, "rules", List.of());
		assertThat(this.reconcile.derived(WAITING)).containsEntry(this.waiting, "DIFFERENT");
		derives(WAITING, this.waiting);
		awaitDerived();
	}

	/**
	 * What others publish has no owner here, so it cannot be compared.
	 */
	@Test
	void isUnderstoodByTheCommand() throws Exception {
		String review = this.traffic.awaitPublished("medlinks.doctor.review", this.patient.id(), 1)
			.getFirst()
			.body()
			.get("reviewId")
			.asString();
		this.projections.remove("reviewFacts", review);
		this.projections.remove("dashboardRows", this.doctor.id() + ":" + this.patient.id());
		assertThat(reconciles(false)).extracting(Comparison::name, Comparison::remains)
			.containsExactlyInAnyOrder(tuple("reviews", 1L), tuple(ROWS, 1L), tuple(WAITING, 1L));
		assertThat(reconciles(true)).extracting(Comparison::name, Comparison::remains)
			.containsExactlyInAnyOrder(tuple("reviews", 0L), tuple(ROWS, 0L), tuple(WAITING, 0L));
		Stories.await()
			.pollInSameThread()
			.untilAsserted(() -> assertThat(reconciles(false)).allMatch(Comparison::isClean));
	}

	private List<Comparison> reconciles(boolean repair) throws InterruptedException {
		ServiceAddress address = new ServiceAddress("doctor-service",
				List.of(URI.create("http://localhost:" + this.environment.getRequiredProperty("local.server.port"))));
		return new Reconcile(List.of(address), () -> TestIdentities.serviceToken().value(), PATIENCE, (_) -> {
		}).run(repair).comparisons().stream().filter((comparison) -> comparison.problem() == null).toList();
	}

	@Test
	void derivesNothingFromNothing() {
		assertThat(this.reconcile.repair("derived/" + ROWS, Set.of("no:link"))).isEqualTo(1);
		assertThat(this.reconcile.repair("derived/" + WAITING, Set.of("no-entry"))).isEqualTo(1);
		assertThat(this.reconcile.lookUp("derived/" + ROWS, Set.of("no:link"))).isEmpty();
	}

	private void derives(String rows, String id) {
		this.reconcile.repair("derived/" + rows, Set.of(id));
		assertThat(this.reconcile.derived(rows)).containsEntry(id, "SAME");
	}

	private void awaitDerived() {
		for (String rows : List.of(WAITING, ROWS)) {
			Stories.await()
				.pollInSameThread()
				.untilAsserted(() -> assertThat(this.reconcile.derived(rows)).isNotEmpty()
					.allSatisfy((_, verdict) -> assertThat(verdict).isEqualTo("SAME")));
		}
	}

}
