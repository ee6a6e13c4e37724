package io.medlinks.platform.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import io.medlinks.notes.NotesTest;
import io.medlinks.notes.letter.Letter;
import io.medlinks.notes.letter.Letters;
import io.medlinks.testing.events.EventTraffic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What waits is measured where it waits: events in the database, records at the broker,
 * whatever consumers do.
 */
@NotesTest
@TestPropertySource(properties = "medlinks.metrics.every=200ms")
class MeasurementsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String TOPIC = "test.letters";

	private static final String SENT = "test.letter-sent.v1";

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Letters letters;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private ReactiveMongoTemplate mongo;

	@Autowired
	private Clock clock;

	@Autowired
	private WebTestClient client;

	private final String key = UUID.randomUUID().toString();

	@Test
	void showsHowLongTheOldestEventHasWaited() {
		await("medlinks.outbox.age", (age) -> age < 5);
		Instant now = this.clock.instant();
		write(event(now.minusSeconds(20)), event(now.minusSeconds(10)));
		String oldest = write(event(now.minusSeconds(100)));
		await("medlinks.outbox.waiting", (count) -> count == 3);
		await("medlinks.outbox.age", (age) -> age >= 100 && age < 200);
		publish(oldest);
		await("medlinks.outbox.age", (age) -> age >= 20 && age < 100);
		this.mongo.updateMulti(new Query(), new Update().set("outboxDueAt", new Date(0)), "notes").block(PATIENCE);
		await("medlinks.outbox.waiting", (count) -> count == 0);
		await("medlinks.outbox.age", (age) -> age == 0);
	}

	@Test
	void showsHowFarAGroupIsBehindWhileItIsStuck() {
		await("medlinks.consumer.lag", (lag) -> lag == 0, "group", "notes.letters", "topic", TOPIC);
		send(1, Letter.HELD);
		Awaitility.await().atMost(PATIENCE).until(() -> this.letters.holds(this.key));
		for (int version = 2; version <= 5; version++) {
			send(version, "words");
		}
		await("medlinks.consumer.lag", (lag) -> lag == 5, "group", "notes.letters", "topic", TOPIC);
		this.letters.release(this.key);
		await("medlinks.consumer.lag", (lag) -> lag == 0, "group", "notes.letters", "topic", TOPIC);
	}

	@Test
	void countsTheDeadLettersThatWait() {
		await("medlinks.dead.letters.waiting", (count) -> count == 0, "group", "notes.care-team");
		double before = gauge("medlinks.dead.letters.waiting", "group", "notes.letters");
		send(1, Letter.IMPOSSIBLE);
		await("medlinks.dead.letters.waiting", (count) -> count == before + 1, "group", "notes.letters");
		assertThat(this.meters.get("medlinks.dead.letters").tag("group", "notes.letters").counter().count())
			.isPositive();
	}

	@Test
	void offersThemToPrometheusWithoutAnyPatientsId() {
		send(1, Letter.IMPOSSIBLE);
		await("medlinks.dead.letters.waiting", (count) -> count > 0, "group", "notes.letters");
		String offered = this.client.get()
			.uri("/actuator/prometheus")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(offered)
			.contains("medlinks_outbox_age_seconds", "medlinks_outbox_waiting", "medlinks_consumer_lag{",
					"medlinks_dead_letters_total{", "medlinks_dead_letters_waiting{")
			.contains("group=\"notes.letters\"", "topic=\"test.letters\"")
			.doesNotContain(this.key);
	}

	private void send(int version, String text) {
		this.traffic.publishUnchecked(TOPIC, SENT, this.key,
				"{\"letterId\": \"%s\", \"version\": %d, \"text\": \"%s\"}".formatted(this.key, version, text));
	}

	/** Writes a document whose events no sweep publishes for now. */
	private String write(Document... events) {
		String id = UUID.randomUUID().toString();
		Instant later = this.clock.instant().plus(Duration.ofHours(1));
		this.mongo
			.insert(new Document("_id", id).append("outbox", List.of(events)).append("outboxDueAt", Date.from(later)),
					"notes")
			.block(PATIENCE);
		return id;
	}

	private void publish(String id) {
		this.mongo
			.updateFirst(Query.query(Criteria.where("_id").is(id)), new Update().set("outboxDueAt", new Date(0)),
					"notes")
			.block(PATIENCE);
	}

	private Document event(Instant at) {
		String id = UUID.randomUUID().toString();
		return new Document("id", id).append("type", "test.note-written.v1")
			.append("topic", "test.notes")
			.append("key", this.key)
			.append("subject", id)
			.append("at", Date.from(at))
			.append("body", "{}");
	}

	private double gauge(String name, String... tags) {
		return this.meters.get(name).tags(tags).gauge().value();
	}

	private void await(String name, Predicate<Double> wanted, String... tags) {
		Awaitility.await(name)
			.atMost(PATIENCE)
			.until(() -> this.meters.find(name).tags(tags).gauge(), (gauge) -> wanted.test(value(gauge)));
	}

	private static double value(@Nullable Gauge gauge) {
		return (gauge != null) ? gauge.value() : Double.NaN;
	}

}
