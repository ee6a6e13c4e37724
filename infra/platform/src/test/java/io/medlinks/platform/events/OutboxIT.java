package io.medlinks.platform.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import io.medlinks.notes.NotesTest;
import io.medlinks.notes.note.Note;
import io.medlinks.notes.note.Notes;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.SendResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written is published: once, in order, and whatever happens in between.
 */
@NotesTest
class OutboxIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String NOTES = "notes";

	@Autowired
	private Notes notes;

	@Autowired
	private Outbox outbox;

	@Autowired
	private OutboxRelay relay;

	@Autowired
	private EventPublisher publisher;

	@Autowired
	private EventsProperties properties;

	@Autowired
	private ReactiveMongoTemplate mongo;

	@Autowired
	private ProducerFactory<String, byte[]> producers;

	@Autowired
	private JsonMapper json;

	@Autowired
	private ObservationRegistry observations;

	@Autowired
	private Clock clock;

	@Autowired
	private EventTraffic traffic;

	private final String patientId = UUID.randomUUID().toString();

	@Test
	void publishesOnceAndInOrderWhatWasInsertedAndUpdated() {
		OutboxRelay alone = relay(this.publisher);
		alone.start();
		try {
			// so late that no sweep takes part, however slow the machine is
			Outbox outbox = outbox(alone, Clock.offset(this.clock, Duration.ofHours(1)));
			Note note = note();
			outbox.insert(note, event(outbox, note, 1)).block(PATIENCE);
			for (long version = 2; version <= 4; version++) {
				awaitEmptyOutbox(note.id());
				Update update = new Update().set("version", version);
				outbox.update(Note.class, byId(note.id()), update, event(outbox, note, version)).block(PATIENCE);
			}
			awaitEmptyOutbox(note.id());
			assertThat(events()).extracting(PublishedEvent::version).containsExactly(1L, 2L, 3L, 4L);
		}
		finally {
			alone.stop();
		}
	}

	@Test
	void publishesAsCloudEvents() {
		Note note = written();
		PublishedEvent event = awaitEvents(1).getFirst();
		assertThat(event.type()).isEqualTo("test.note-written.v1");
		assertThat(event.headers()).containsEntry("ce_specversion", "1.0")
			.containsEntry("ce_source", "/notes")
			.containsEntry("ce_subject", note.id())
			.containsEntry("content-type", "application/json")
			.containsKeys("ce_id", "ce_time");
		assertThat(event.body().path("content").path("text").asString()).isEqualTo("the first");
	}

	@Test
	void tellsTheTraceOfTheWrite() {
		Observation observation = Observation.start("writing", this.observations);
		Note note = note();
		this.outbox.insert(note, event(this.outbox, note, 1))
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observation))
			.block(PATIENCE);
		observation.stop();
		TracingContext traced = observation.getContextView().getRequired(TracingContext.class);
		assertThat(awaitEvents(1).getFirst().headers().get("traceparent"))
			.contains(Objects.requireNonNull(traced.getSpan()).context().traceId());
	}

	@Test
	void keepsTheOrderOfADocumentsEventsUnderConcurrency() {
		Note note = written();
		Map<String, Long> versions = Objects.requireNonNull(Flux.range(0, 100)
			.flatMap((_) -> changedBlindly(note), 16)
			.collectMap(Applied::event, Applied::version)
			.block(PATIENCE));
		awaitEmptyOutbox(note.id());
		List<Long> firsts = new ArrayList<>(new LinkedHashSet<>(
				events().stream().map((event) -> versions.getOrDefault(event.headers().get("ce_id"), 1L)).toList()));
		assertThat(firsts).hasSize(101).isSorted();
	}

	@Test
	void findsWhatACrashLeft() {
		List<String> ids = crashed(30);
		assertPublishedOnce(ids);
	}

	@Test
	void twoRelaysShareWhatACrashLeft() {
		OutboxRelay other = relay(this.publisher);
		List<String> ids = crashed(100);
		Mono.when(this.relay.sweep(), other.sweep()).block(PATIENCE);
		assertPublishedOnce(ids);
	}

	@Test
	void leavesADocumentToTheRelayThatClaimedIt() {
		Queue<CompletableFuture<SendResult<String, byte[]>>> sent = new ConcurrentLinkedQueue<>();
		OutboxRelay slow = relay(new EventPublisher(heldBack(sent), this.properties, NOTES));
		String id = crashed(1, this.clock.instant().plusSeconds(3600)).getFirst();
		// due now, and claimed before the context's own sweep can look again
		OutboxRelay atThatTime = new OutboxRelay(this.mongo, new EventPublisher(heldBack(sent), this.properties, NOTES),
				this.properties, Clock.offset(this.clock, Duration.ofHours(2)),
				List.of(new OutboxCollection(Note.class)), new SimpleMeterRegistry());
		atThatTime.sweep().subscribe();
		Awaitility.await().atMost(PATIENCE).until(() -> !sent.isEmpty());
		slow.sweep().block(PATIENCE);
		atThatTime.sweep().block(PATIENCE);
		assertThat(sent).hasSize(1);
		assertThat(outboxOf(id)).hasSize(1);
	}

	@Test
	void pullsAnEventOnlyAfterItsAcknowledgement() {
		Queue<CompletableFuture<SendResult<String, byte[]>>> sent = new ConcurrentLinkedQueue<>();
		OutboxRelay held = relay(new EventPublisher(heldBack(sent), this.properties, NOTES));
		held.start();
		try {
			// so late that the context's own sweep leaves it alone
			Outbox outbox = outbox(held, Clock.offset(this.clock, Duration.ofHours(1)));
			Note note = note();
			outbox.insert(note, event(outbox, note, 1), event(outbox, note, 2)).block(PATIENCE);
			Awaitility.await().atMost(PATIENCE).until(() -> sent.size() == 1);
			assertThat(outboxOf(note.id())).hasSize(2);
			acknowledge(sent, 0);
			Awaitility.await().atMost(PATIENCE).until(() -> sent.size() == 2);
			assertThat(outboxOf(note.id())).hasSize(2);
			acknowledge(sent, 1);
			awaitEmptyOutbox(note.id());
		}
		finally {
			held.stop();
		}
	}

	@Test
	void aBrokerThatIsAwayDelaysEventsAndFailsNoWrite() {
		DefaultKafkaProducerFactory<String, byte[]> toNowhere = new DefaultKafkaProducerFactory<>(
				withDeadBroker(this.producers.getConfigurationProperties()));
		OutboxRelay away = relay(new EventPublisher(new KafkaTemplate<>(toNowhere), this.properties, NOTES));
		away.start();
		try {
			Outbox outbox = outbox(away, this.clock);
			Note note = note();
			outbox.insert(note, event(outbox, note, 1)).block(PATIENCE);
			Update update = new Update().set("version", 2);
			assertThat(outbox.update(Note.class, byId(note.id()), update, event(outbox, note, 2)).block(PATIENCE))
				.isNotNull();
			assertThat(awaitEvents(2)).extracting(PublishedEvent::version).startsWith(1L, 2L);
			awaitEmptyOutbox(note.id());
		}
		finally {
			away.stop();
			toNowhere.destroy();
		}
	}

	@Test
	void refusesATypeWhoseOutboxNobodyLooksAfter() {
		assertThat(this.outbox.insert(new Undeclared("1")).map((_) -> "").onErrorReturn("refused").block(PATIENCE))
			.isEqualTo("refused");
	}

	private Note written() {
		return Objects
			.requireNonNull(this.notes.write(this.patientId, new PatientText("the first"), key()).block(PATIENCE));
	}

	private Mono<Applied> changedBlindly(Note note) {
		OutboxEvent event = event(this.outbox, note, 0);
		return this.outbox.update(Note.class, byId(note.id()), new Update().inc("version", 1), event)
			.map((changed) -> new Applied(event.id(), changed.version()));
	}

	private OutboxEvent event(Outbox outbox, Note note, long version) {
		return outbox.event(Notes.CHANGED, this.patientId, note.id(), Map.of("version", version));
	}

	private Note note() {
		return new Note(UUID.randomUUID().toString(), this.patientId, 1, new PatientText("words"), "", null);
	}

	private List<String> crashed(int count) {
		return crashed(count, Instant.EPOCH);
	}

	/** Documents as a killed process leaves them, which no relay was told about. */
	private List<String> crashed(int count, Instant dueAt) {
		List<Document> documents = IntStream.range(0, count).mapToObj((i) -> {
			Document event = new Document("id", UUID.randomUUID().toString()).append("type", Notes.CHANGED.name())
				.append("topic", Notes.TOPIC.name())
				.append("key", this.patientId)
				.append("subject", "note")
				.append("at", new Date(0))
				.append("body", "{\"version\":" + i + "}");
			return new Document("_id", UUID.randomUUID().toString()).append(Outbox.EVENTS, List.of(event))
				.append(Outbox.DUE_AT, Date.from(dueAt));
		}).toList();
		this.mongo.getCollection(NOTES).flatMap((all) -> Mono.from(all.insertMany(documents))).block(PATIENCE);
		return documents.stream().map((document) -> document.getString("_id")).toList();
	}

	private void assertPublishedOnce(List<String> ids) {
		ids.forEach(this::awaitEmptyOutbox);
		assertThat(events()).hasSize(ids.size());
		assertThat(events()).extracting(PublishedEvent::version).doesNotHaveDuplicates();
		assertThat(stored(ids.getFirst())).doesNotContainKey(Outbox.DUE_AT);
	}

	private List<PublishedEvent> awaitEvents(int count) {
		return Awaitility.await()
			.pollInSameThread()
			.atMost(PATIENCE)
			.until(this::events, (events) -> events.size() >= count);
	}

	private List<PublishedEvent> events() {
		return this.traffic.unchecked(Notes.TOPIC.name())
			.stream()
			.filter((event) -> event.key().equals(this.patientId))
			.toList();
	}

	private void awaitEmptyOutbox(String id) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> stored(id), (document) -> document.getList(Outbox.EVENTS, Document.class).isEmpty()
					&& !document.containsKey(Outbox.DUE_AT));
	}

	private List<Document> outboxOf(String id) {
		return stored(id).getList(Outbox.EVENTS, Document.class);
	}

	private Document stored(String id) {
		return Objects.requireNonNull(this.mongo.findById(id, Document.class, NOTES).block(PATIENCE));
	}

	private static Query byId(String id) {
		return Query.query(Criteria.where("_id").is(id));
	}

	/** Another relay of the same collection, which sweeps only when asked. */
	private OutboxRelay relay(EventPublisher publisher) {
		EventsProperties quiet = new EventsProperties(this.properties.topicPrefix(), 6, (short) 1,
				Duration.ofSeconds(1), Duration.ofHours(1), 32, 1000, PATIENCE, 0, 1, 50, Duration.ofSeconds(1));
		return new OutboxRelay(this.mongo, publisher, quiet, this.clock, List.of(new OutboxCollection(Note.class)),
				new SimpleMeterRegistry());
	}

	private Outbox outbox(OutboxRelay relay, Clock clock) {
		return new Outbox(this.mongo, relay, this.json, clock, this.properties, null);
	}

	private KafkaTemplate<String, byte[]> heldBack(Queue<CompletableFuture<SendResult<String, byte[]>>> sent) {
		return new KafkaTemplate<>(this.producers) {

			@Override
			public CompletableFuture<SendResult<String, byte[]>> send(ProducerRecord<String, byte[]> message) {
				CompletableFuture<SendResult<String, byte[]>> result = new CompletableFuture<>();
				sent.add(result);
				return result;
			}

		};
	}

	private static void acknowledge(Queue<CompletableFuture<SendResult<String, byte[]>>> sent, int index) {
		RecordMetadata metadata = new RecordMetadata(new TopicPartition("any", 0), 0, 0, 0, 0, 0);
		List.copyOf(sent).get(index).complete(new SendResult<>(new ProducerRecord<>("any", new byte[0]), metadata));
	}

	private static Map<String, Object> withDeadBroker(Map<String, Object> configuration) {
		Map<String, Object> dead = new HashMap<>(configuration);
		dead.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
		dead.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 200);
		return dead;
	}

	private static IdempotencyKey key() {
		return new IdempotencyKey("somebody", "somewhere", UUID.randomUUID().toString());
	}

	private record Applied(String event, long version) {

	}

	private record Undeclared(@Nullable String id) {

	}

}
