package io.medlinks.local.reconcile;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages are compared side by side, and what differs is named and repaired.
 */
class ReconcileTests {

	private static final String TOPIC = "medlinks.patient.diary";

	private final List<String> told = new ArrayList<>();

	private StandInService owner;

	private StandInService reader;

	private StandInService.Kept source;

	private StandInService.Kept copy;

	@BeforeEach
	void start() throws IOException {
		this.owner = new StandInService("patient-service", 2);
		this.reader = new StandInService("doctor-service", 3);
		this.source = this.owner.has("sources", "diary-entries", TOPIC);
		this.copy = this.reader.has("projections", "diary-entries", TOPIC);
		this.source.repairs(this.copy);
	}

	@AfterEach
	void end() {
		this.owner.close();
		this.reader.close();
	}

	@Test
	void findsNothingWhereBothSidesAgree() throws Exception {
		IntStream.range(0, 7).forEach((number) -> both("entry-" + number));
		ReconcileReport report = compare();
		assertThat(report.isClean()).isTrue();
		assertThat(this.told)
			.containsExactly("doctor-service diary entries: 7 compared, 0 missing, 0 stale, 0 different, 0 surplus");
	}

	@Test
	void findsNothingWhereNothingIs() throws Exception {
		assertThat(compare().isClean()).isTrue();
		assertThat(compare().compared()).isZero();
	}

	@Test
	void namesWhatIsMissingStaleDifferentAndSurplus() throws Exception {
		spoil();
		ReconcileReport report = compare();
		assertThat(report.isClean()).isFalse();
		assertThat(report.isComplete()).isTrue();
		assertThat(report.remains()).isEqualTo(6);
		assertThat(this.told)
			.containsExactly("doctor-service diary entries: 10 compared, 2 missing, 1 stale, 2 different, 1 surplus");
		assertThat(report.comparisons().getFirst().remaining()).containsExactly("a-missing", "c-stale", "e-ahead",
				"g-surplus", "i-different", "z-missing");
		assertThat(this.owner.repaired()).isEmpty();
	}

	@Test
	void repairsWhatCanBe() throws Exception {
		spoil();
		ReconcileReport report = reconcile(true, this.owner, this.reader);
		assertThat(this.owner.repaired()).containsExactlyInAnyOrder("a-missing", "c-stale", "e-ahead", "i-different",
				"z-missing");
		assertThat(this.told).containsExactly("doctor-service diary entries: 10 compared, 2 missing, 1 stale, "
				+ "2 different, 1 surplus; 4 repaired, 2 remain");
		assertThat(report.comparisons().getFirst().remaining()).containsExactly("e-ahead", "g-surplus");
		assertThat(report.isClean()).isFalse();
		this.copy.without("g-surplus");
		this.copy.with("e-ahead", 1, "e");
		assertThat(compare().isClean()).isTrue();
	}

	@Test
	void repairsMoreThanAPageHolds() throws Exception {
		IntStream.range(0, 250).forEach((number) -> this.source.with("%03d".formatted(number), 1, "hash"));
		ReconcileReport report = reconcile(true, this.owner, this.reader);
		assertThat(this.told).containsExactly("doctor-service diary entries: 250 compared, 250 missing, 0 stale, "
				+ "0 different, 0 surplus; 250 repaired, 0 remain");
		assertThat(report.isClean()).isTrue();
		assertThat(this.owner.repaired()).hasSize(250).doesNotHaveDuplicates();
	}

	@Test
	void waitsForWhatIsUnderWay() throws Exception {
		both("a");
		this.source.with("b", 1, "b").with("c", 2, "c2");
		this.copy.with("c", 1, "c1").with("d", 1, "d");
		AtomicInteger looks = new AtomicInteger();
		this.reader.onRequest((path) -> {
			if (path.endsWith("lookup") && looks.incrementAndGet() == 2) {
				this.copy.with("b", 1, "b").with("c", 2, "c2");
			}
		});
		this.owner.onRequest((path) -> {
			if (path.endsWith("lookup") && looks.get() == 3) {
				this.source.with("d", 1, "d");
			}
		});
		assertThat(compare().isClean()).isTrue();
		assertThat(looks).hasValue(3);
	}

	@Test
	void isNotMisledByWhatChangesMeanwhile() throws Exception {
		IntStream.range(0, 9).forEach((number) -> both("entry-" + number));
		this.owner.onRequest((path) -> {
			if (path.startsWith("sources/diary-entries?")) {
				// behind and before what was read already
				both("entry-0");
				both("entry-00");
				both("entry-99");
				this.source.with("entry-4", 2, "later");
				this.copy.with("entry-4", 2, "later");
			}
		});
		assertThat(compare().isClean()).isTrue();
	}

	@Test
	void joinsTheSourcesOfSeveralServices() throws Exception {
		StandInService.Kept ofOwner = this.owner.has("sources", "access-records", "medlinks.access");
		StandInService.Kept ofReader = this.reader.has("sources", "access-records", "medlinks.access");
		StandInService.Kept log = this.owner.has("projections", "access-log", "medlinks.access");
		ofOwner.repairs(log);
		ofReader.repairs(log);
		for (String id : List.of("a", "c", "d")) {
			ofOwner.with(id, 1, id);
		}
		for (String id : List.of("b", "e", "f", "g")) {
			ofReader.with(id, 1, id);
		}
		Stream.of("a", "b", "d", "e").forEach((id) -> log.with(id, 1, id));
		ReconcileReport report = reconcile(true, this.owner, this.reader);
		assertThat(this.told)
			.contains("patient-service access log: 7 compared, 3 missing, 0 stale, 0 different, 0 surplus; "
					+ "3 repaired, 0 remain");
		assertThat(this.owner.repaired()).containsExactly("c");
		assertThat(this.reader.repaired()).containsExactlyInAnyOrder("f", "g");
		assertThat(report.isClean()).isTrue();
	}

	@Test
	void namesAServiceThatCannotBeAsked() throws Exception {
		both("a");
		StandInService.Kept log = this.reader.has("projections", "access-log", "medlinks.access");
		this.reader.has("sources", "access-records", "medlinks.access");
		log.with("of-the-service-that-is-away", 1, "x");
		this.owner.close();
		ReconcileReport report = compare();
		assertThat(report.isClean()).isFalse();
		assertThat(report.isComplete()).isFalse();
		assertThat(report.away()).containsOnlyKeys("patient-service");
		assertThat(report.remains()).isZero();
		assertThat(this.told).anyMatch((line) -> line.startsWith("patient-service cannot be asked: "))
			.anyMatch((line) -> line.startsWith("doctor-service diary entries: 0 compared")
					&& line.endsWith("nobody that could be asked publishes it"));
	}

	@Test
	void namesAServiceThatFailsOnTheWay() throws Exception {
		IntStream.range(0, 5).forEach((number) -> both("entry-" + number));
		this.owner.breakAt("sources/diary-entries?limit=100&cursor=entry-3");
		ReconcileReport report = compare();
		assertThat(report.away()).containsExactly(Map.entry("patient-service", "it answers 500"));
		assertThat(this.told).containsExactly("doctor-service diary entries: 4 compared, 0 missing, 0 stale, "
				+ "0 different, 0 surplus; not compared to the end: patient-service cannot be asked: it answers 500");
		assertThat(report.isClean()).isFalse();
	}

	@Test
	void waitsOnceForAServiceThatDoesNotAnswer() throws Exception {
		both("a");
		this.reader.has("projections", "diary-words", "medlinks.patient.diary");
		List<String> asked = new CopyOnWriteArrayList<>();
		CountDownLatch end = new CountDownLatch(1);
		this.owner.onRequest((path) -> {
			if (path.startsWith("sources/")) {
				asked.add(path);
				await(end);
			}
		});
		ReconcileReport report = new Reconcile(List.of(this.owner.address(), this.reader.address()),
				() -> StandInService.TOKEN, new Patience(4, 4, Duration.ZERO), this.told::add, Duration.ofMillis(300))
			.run(false);
		end.countDown();
		assertThat(asked).hasSize(1);
		assertThat(report.away()).containsOnlyKeys("patient-service");
		assertThat(this.told).hasSize(2).allMatch((line) -> line.contains("patient-service cannot be asked"));
	}

	@Test
	void asksAnotherInstanceWhereOneIsAway() throws Exception {
		both("a");
		StandInService away = new StandInService("patient-service", 1);
		URI gone = away.uri();
		away.close();
		ReconcileReport report = reconcile(false,
				List.of(new ServiceAddress("patient-service", List.of(gone, this.owner.uri())), this.reader.address()),
				() -> StandInService.TOKEN);
		assertThat(report.isClean()).isTrue();
	}

	@Test
	void saysThatATokenIsRefused() throws Exception {
		ReconcileReport report = reconcile(false, List.of(this.owner.address()), () -> "bad");
		assertThat(report.away()).containsEntry("patient-service", "it refuses our token");
	}

	@Test
	void saysWhyThereIsNoToken() throws Exception {
		ReconcileReport report = reconcile(false, List.of(this.owner.address()), () -> {
			throw new IOException("The sign-in refused");
		});
		assertThat(report.away()).containsEntry("patient-service", "The sign-in refused");
	}

	@Test
	void repairsDerivedRows() throws Exception {
		StandInService.Kept rows = this.reader.has("derived", "dashboard-rows", "")
			.with("a", "SAME")
			.with("b", "MISSING")
			.with("c", "DIFFERENT")
			.with("d", "DIFFERENT");
		rows.onRepair((id) -> id.equals("d") ? "DIFFERENT" : "SAME");
		ReconcileReport report = reconcile(true, this.owner, this.reader);
		assertThat(this.reader.repaired()).containsExactly("b", "c", "d");
		assertThat(this.told).contains("doctor-service dashboard rows: 4 compared, 1 missing, 0 stale, 2 different, "
				+ "0 surplus; 2 repaired, 1 remain");
		assertThat(report.comparisons().getLast().remaining()).containsExactly("d");
	}

	@Test
	void canBeReadByAProgram() throws Exception {
		spoil();
		JsonNode json = new JsonMapper().readTree(new JsonMapper().writeValueAsString(compare()));
		assertThat(json.get("clean").asBoolean()).isFalse();
		assertThat(json.get("complete").asBoolean()).isTrue();
		assertThat(json.at("/comparisons/0/service").asString()).isEqualTo("doctor-service");
		assertThat(json.at("/comparisons/0/compared").asLong()).isEqualTo(10);
		assertThat(json.at("/comparisons/0/found/MISSING").asLong()).isEqualTo(2);
		assertThat(json.at("/comparisons/0/remaining")).hasSize(6);
	}

	private static void await(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void spoil() {
		this.source.with("a-missing", 1, "a");
		both("b");
		this.source.with("c-stale", 2, "c2");
		this.copy.with("c-stale", 1, "c1");
		both("d");
		this.source.with("e-ahead", 1, "e");
		this.copy.with("e-ahead", 9, "e9");
		both("f");
		this.copy.with("g-surplus", 1, "g");
		both("h");
		this.source.with("i-different", 1, "i");
		this.copy.with("i-different", 1, "not i");
		this.source.with("z-missing", 3, "z");
	}

	private void both(String id) {
		this.source.with(id, 1, id);
		this.copy.with(id, 1, id);
	}

	private ReconcileReport compare() throws InterruptedException {
		return reconcile(false, this.owner, this.reader);
	}

	private ReconcileReport reconcile(boolean repair, StandInService... services) throws InterruptedException {
		return reconcile(repair, Stream.of(services).map(StandInService::address).toList(), () -> StandInService.TOKEN);
	}

	private ReconcileReport reconcile(boolean repair, List<ServiceAddress> services, TokenSource tokens)
			throws InterruptedException {
		this.told.clear();
		return new Reconcile(services, tokens, new Patience(4, 4, Duration.ZERO), this.told::add).run(repair);
	}

}
