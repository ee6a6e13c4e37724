package io.medlinks.platform.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.medlinks.notes.NotesTest;
import io.medlinks.notes.letter.ConsumerMishaps;
import io.medlinks.notes.letter.ConsumerMishaps.Mishap;
import io.medlinks.notes.letter.Letter;
import io.medlinks.notes.letter.Letters;
import io.medlinks.notes.letter.StoredLetter;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.kafka.core.KafkaAdmin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What others publish is taken over: in order per key, side by side across keys, and
 * poison holds up nobody.
 */
@NotesTest
@ExtendWith(OutputCaptureExtension.class)
class EventListenerIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String TOPIC = "test.letters";

	private static final String DEAD_LETTERS = "test.letters.notes.letters.dlt";

	private static final String SENT = "test.letter-sent.v1";

	@Autowired
	private Letters letters;

	@Autowired
	private ConsumerMishaps mishaps;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private EventsProperties properties;

	@Autowired
	private KafkaAdmin admin;

	@Autowired
	private ReactiveMongoTemplate mongo;

	private final String key = UUID.randomUUID().toString();

	@BeforeEach
	void allIsWell() {
		this.letters.away.set(false);
	}

	@Test
	void takesKeysSideBySideAndEachKeyInOrder() {
		String gate = UUID.randomUUID().toString();
		send(gate, gate, 1, Letter.HELD);
		await(() -> this.letters.holds(gate));
		List<String> keys = IntStream.range(0, 12).mapToObj((_) -> UUID.randomUUID().toString()).toList();
		for (long version = 1; version <= 12; version++) {
			for (String key : keys) {
				send(key, key, version, "words");
			}
		}
		this.letters.most.set(0);
		this.letters.release(gate);
		for (String key : keys) {
			awaitTaken(key, 12);
			assertThat(this.letters.taken(key)).extracting(Letter::version)
				.containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
		}
		assertThat(this.letters.mostOfOneKey).hasValue(1);
		assertThat(this.letters.most.get()).isGreaterThan(1);
	}

	@Test
	void makesTheTopicsOfDeadLettersUpFront() {
		String prefix = this.properties.topicPrefix();
		Map<String, TopicDescription> topics = this.admin.describeTopics(prefix + TOPIC, prefix + DEAD_LETTERS,
				prefix + "medlinks.patient.care-team.notes.care-team.dlt",
				prefix + "medlinks.doctor.profile.notes.doctor-standing.dlt");
		assertThat(topics).hasSize(4);
		assertThat(topics.values()).allSatisfy((topic) -> assertThat(topic.partitions()).hasSize(6));
	}

	@Test
	void setsAsideWhatCannotBeRead() {
		String other = UUID.randomUUID().toString();
		send(this.key, this.key, 1, "words");
		this.traffic.publishUnchecked(TOPIC, SENT, this.key, "{\"letterId\": \"unfinished words");
		send(this.key, this.key, 2, "words");
		send(other, other, 1, "words");
		awaitTaken(this.key, 2);
		awaitTaken(other, 1);
		PublishedEvent letter = awaitDeadLetter(this.key);
		assertThat(letter.body().asString()).isEqualTo("{\"letterId\": \"unfinished words");
		assertThat(letter.headers()).containsEntry("ce_type", SENT)
			.containsEntry("dl_topic", this.properties.prefixed(TOPIC))
			.containsKeys("ce_id", "dl_partition", "dl_offset");
		assertThat(letter.headers().get("dl_reason")).startsWith("tools.jackson.core.");
	}

	@Test
	void setsAsideWhatFailsAgainAndAgain(CapturedOutput output) {
		String other = UUID.randomUUID().toString();
		send(this.key, this.key, 1, Letter.IMPOSSIBLE);
		send(this.key, this.key, 2, "words");
		send(other, other, 1, "words");
		awaitTaken(this.key, 1);
		awaitTaken(other, 1);
		assertThat(this.letters.taken(this.key)).extracting(Letter::version).containsExactly(2L);
		PublishedEvent letter = awaitDeadLetter(this.key);
		assertThat(letter.version()).isEqualTo(1);
		assertThat(letter.headers()).containsEntry("dl_reason", IllegalArgumentException.class.getName());
		assertThat(output.toString()).contains("became a dead letter").doesNotContain("Cannot read: ");
	}

	static Stream<Named<UnaryOperator<Poison>>> poison() {
		return Stream.of(Named.of("no type", (poison) -> poison.without("ce_type")),
				Named.of("an empty type", (poison) -> poison.with("ce_type", "")),
				Named.of("a nonsense time", (poison) -> poison.with("ce_time", "yesterday")),
				Named.of("no body", (poison) -> poison.saying(null)),
				Named.of("an empty body", (poison) -> poison.saying("")),
				Named.of("null as its body", (poison) -> poison.saying("null")),
				Named.of("a body that is no object", (poison) -> poison.saying("[1, 2]")),
				Named.of("a number that is none", (poison) -> poison.saying("{\"version\": \"many\"}")),
				Named.of("a body without an end", (poison) -> poison.saying("{\"letterId\": ".repeat(10_000))));
	}

	@ParameterizedTest
	@MethodSource("poison")
	void setsAsideAtOnceARecordWith(UnaryOperator<Poison> spoiling) {
		Poison poison = spoiling.apply(new Poison(headers(), letter(this.key, 1, "words")));
		this.traffic.publish(TOPIC, this.key, poison.headers, poison.body);
		send(this.key, this.key, 2, "words");
		awaitTaken(this.key, 1);
		assertThat(this.letters.taken(this.key)).extracting(Letter::version).containsExactly(2L);
		PublishedEvent letter = awaitDeadLetter(this.key);
		assertThat(letter.headers()).containsAllEntriesOf(poison.headers)
			.containsEntry("dl_topic", this.properties.prefixed(TOPIC));
		assertThat(letter.headers().get("dl_reason")).doesNotContain("NullPointer", "IllegalArgument");
	}

	@Test
	void setsAsideARecordWithoutAKey() {
		String id = UUID.randomUUID().toString();
		Map<String, String> headers = new HashMap<>(headers());
		headers.put("ce_id", id);
		this.traffic.publish(TOPIC, null, headers, letter(this.key, 1, "words"));
		Awaitility.await()
			.pollInSameThread()
			.atMost(PATIENCE)
			.until(() -> deadLetters("null").stream().anyMatch((letter) -> letter.id().equals(id)));
	}

	@Test
	void takesAnEventOfWhichOnlyWhatNobodyReadsIsMissingOrOdd() {
		this.traffic.publish(TOPIC, this.key, Map.of("ce_type", SENT, "traceparent", "nonsense", "ce_specversion", "7"),
				letter(this.key, 1, "words"));
		awaitTaken(this.key, 1);
		assertThat(deadLetters(this.key)).isEmpty();
	}

	@Test
	void passesOverWhatItDoesNotKnow() {
		this.traffic.publishUnchecked(TOPIC, "test.letter-burnt.v1", this.key, "ashes");
		this.traffic.publish(TOPIC, null, Map.of("ce_type", "test.letter-burnt.v1", "ce_time", "never"), null);
		send(this.key, this.key, 1, "words");
		awaitTaken(this.key, 1);
		assertThat(deadLetters(this.key)).isEmpty();
		assertThat(deadLetters("null")).noneMatch((letter) -> letter.type().equals("test.letter-burnt.v1"));
	}

	@Test
	void waitsForAStoreThatIsAway() {
		int before = this.letters.askedInVain.get();
		this.letters.away.set(true);
		send(this.key, this.key, 1, Letter.ELSEWHERE);
		send(this.key, this.key, 2, "words");
		await(() -> this.letters.askedInVain.get() >= before + 3);
		assertThat(this.letters.taken(this.key)).isEmpty();
		this.letters.away.set(false);
		awaitTaken(this.key, 2);
		assertThat(this.letters.taken(this.key)).extracting(Letter::version).containsExactly(1L, 2L);
		assertThat(deadLetters(this.key)).isEmpty();
	}

	@Test
	void doesNotTakeAgainWhatStandsBeforeARecordThatMustWait() {
		String gate = UUID.randomUUID().toString();
		send(this.key, gate, 1, Letter.HELD);
		await(() -> this.letters.holds(gate));
		int before = this.letters.askedInVain.get();
		this.letters.away.set(true);
		send(this.key, this.key, 1, "words");
		send(this.key, this.key, 2, Letter.ELSEWHERE);
		this.letters.release(gate);
		await(() -> this.letters.askedInVain.get() >= before + 3);
		this.letters.away.set(false);
		awaitTaken(this.key, 3);
		assertThat(this.letters.taken(this.key)).extracting(Letter::letterId).containsExactly(gate, this.key, this.key);
		assertThat(deadLetters(this.key)).isEmpty();
	}

	@Test
	void setsAsideOnceWhatStandsInABatchThatIsRepeated() {
		String gate = UUID.randomUUID().toString();
		send(this.key, gate, 1, Letter.HELD);
		await(() -> this.letters.holds(gate));
		int before = this.letters.askedInVain.get();
		this.letters.away.set(true);
		send(this.key, this.key, 1, Letter.IMPOSSIBLE);
		send(this.key, this.key, 2, Letter.ELSEWHERE);
		this.letters.release(gate);
		await(() -> this.letters.askedInVain.get() >= before + 3);
		this.letters.away.set(false);
		awaitTaken(this.key, 2);
		assertThat(deadLetters(this.key)).hasSize(1);
	}

	@Test
	void leavesToOthersWhatItLostWhileAtWork() throws Exception {
		send(this.key, this.key, 1, Letter.HELD);
		await(() -> this.letters.holds(this.key));
		send(this.key, this.key, 2, "words");
		try (Admin broker = Admin.create(this.admin.getConfigurationProperties())) {
			losesItsGroup(broker);
			othersTakeEverything(broker);
			// A batch that took so long is committed at once, which tells that it was
			// lost.
			Awaitility.await().pollDelay(this.properties.commitEvery().plusMillis(100)).until(() -> true);
			this.letters.release(this.key);
			send(this.key, this.key, 3, "words");
			awaitTaken(this.key, 2);
			assertThat(this.letters.taken(this.key)).extracting(Letter::version).containsExactly(1L, 3L);
			Awaitility.await().atMost(PATIENCE).until(() -> committed(broker).equals(ends(broker)));
		}
	}

	@ParameterizedTest
	@EnumSource
	void losesNothingAndIsNoBurdenAfterwards(Mishap mishap) throws Exception {
		this.mishaps.next(mishap);
		send(this.key, this.key, 1, "words");
		await(this.mishaps::isOver);
		awaitTaken(this.key, 1);
		try (Admin broker = Admin.create(this.admin.getConfigurationProperties())) {
			Awaitility.await().atMost(PATIENCE).until(() -> committed(broker).equals(ends(broker)));
		}
		send(this.key, this.key, 2, "words");
		awaitTaken(this.key, 2);
		assertThat(this.letters.taken(this.key)).extracting(Letter::version).startsWith(1L).endsWith(2L);
		assertThat(deadLetters(this.key)).isEmpty();
	}

	/** As if nothing had been heard of it for too long. */
	private void losesItsGroup(Admin broker) throws Exception {
		broker.removeMembersFromConsumerGroup(group(), new RemoveMembersFromConsumerGroupOptions())
			.all()
			.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	private void othersTakeEverything(Admin broker) throws Exception {
		Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
		ends(broker).forEach((partition, offset) -> taken.put(partition, new OffsetAndMetadata(offset)));
		broker.alterConsumerGroupOffsets(group(), taken).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	private Map<TopicPartition, Long> committed(Admin broker) throws Exception {
		return broker.listConsumerGroupOffsets(group())
			.partitionsToOffsetAndMetadata()
			.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (committed) -> committed.getValue().offset()));
	}

	private Map<TopicPartition, Long> ends(Admin broker) throws Exception {
		Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, this.properties.partitions())
			.mapToObj((partition) -> new TopicPartition(this.properties.prefixed(TOPIC), partition))
			.collect(Collectors.toMap(Function.identity(), (_) -> OffsetSpec.latest()));
		return broker.listOffsets(latest)
			.all()
			.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (end) -> end.getValue().offset()));
	}

	private String group() {
		return this.properties.prefixed("notes.letters");
	}

	@Test
	void changesNothingTwice() {
		for (long version : new long[] { 1, 2, 2, 1 }) {
			send(this.key, this.key, version, "words " + version);
		}
		awaitTaken(this.key, 4);
		assertThat(this.mongo.findById(this.key, StoredLetter.class).block(PATIENCE))
			.isEqualTo(new StoredLetter(this.key, 2, "words 2", BodyHash.of(letter(this.key, 2, "words 2"))));
	}

	private void send(String key, String letterId, long version, String text) {
		this.traffic.publishUnchecked(TOPIC, SENT, key, letter(letterId, version, text));
	}

	private static Map<String, String> headers() {
		return Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", SENT, "ce_time", "2026-11-23T08:00:00Z");
	}

	private static String letter(String letterId, long version, String text) {
		return "{\"letterId\": \"%s\", \"version\": %d, \"text\": \"%s\"}".formatted(letterId, version, text);
	}

	private void awaitTaken(String key, int count) {
		await(() -> this.letters.taken(key).size() >= count);
	}

	private PublishedEvent awaitDeadLetter(String key) {
		return Awaitility.await()
			.pollInSameThread()
			.atMost(PATIENCE)
			.until(() -> deadLetters(key), (letters) -> letters.size() == 1)
			.getFirst();
	}

	private List<PublishedEvent> deadLetters(String key) {
		return this.traffic.unchecked(DEAD_LETTERS).stream().filter((letter) -> letter.key().equals(key)).toList();
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition);
	}

	/**
	 * A record that is spoiled somehow.
	 */
	record Poison(Map<String, String> headers, @Nullable String body) {

		Poison with(String header, String value) {
			Map<String, String> spoiled = new HashMap<>(this.headers);
			spoiled.put(header, value);
			return new Poison(spoiled, this.body);
		}

		Poison without(String header) {
			Map<String, String> spoiled = new HashMap<>(this.headers);
			spoiled.remove(header);
			return new Poison(spoiled, this.body);
		}

		Poison saying(@Nullable String spoiled) {
			return new Poison(this.headers, spoiled);
		}

	}

}
