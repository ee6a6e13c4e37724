package io.medlinks.platform.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medlinks.notes.NotesApplication;
import io.medlinks.notes.NotesTest;
import io.medlinks.notes.letter.Letter;
import io.medlinks.notes.letter.Letters;
import io.medlinks.notes.letter.StoredLetter;
import io.medlinks.platform.events.SetAsideRecord;
import io.medlinks.platform.events.SetAsideRecord.Place;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.SecondInstance;
import io.medlinks.testing.web.ApiClient;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Operators find what was set aside, on every instance, and have it taken again.
 */
@NotesTest
class DeadLettersIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String PATH = "/api/operator/notes/dead-letters";

	private static final String TOPIC = "test.letters";

	private static final String GROUP = "notes.letters";

	private static final String SENT = "test.letter-sent.v1";

	@Autowired
	private Letters letters;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private ApiClient api;

	@Autowired
	private DeadLetters deadLetters;

	@Autowired
	private ReactiveMongoTemplate mongo;

	@Autowired
	private ConfigurableEnvironment environment;

	private final Account operator = Account.newOperator();

	private final String key = UUID.randomUUID().toString();

	@BeforeEach
	void allIsWell() {
		this.letters.away.set(false);
	}

	@Test
	void showsWhatWasSetAsideAndNotWhatItSays() {
		JsonNode letter = setAside(this.key);
		assertThat(letter.path("group").asString()).isEqualTo(GROUP);
		assertThat(letter.path("topic").asString()).isEqualTo(TOPIC);
		assertThat(letter.path("key").asString()).isEqualTo(this.key);
		assertThat(letter.path("eventType").asString()).isEqualTo(SENT);
		assertThat(letter.path("eventId").asString()).isNotEmpty();
		assertThat(letter.path("reason").asString()).isEqualTo(IllegalArgumentException.class.getName());
		assertThat(letter.path("state").asString()).isEqualTo("waiting");
		assertThat(letter.path("replays").asInt()).isZero();
		assertThat(letter.path("replayedAt").isNull()).isTrue();
		assertThat(letter.propertyNames()).doesNotContain("place", "body", "appliedKeys");
		assertThat(letter.toString()).doesNotContain(Letter.IMPOSSIBLE, "Cannot read", "version");
	}

	@Test
	void replaysToTheGroupWhatItCanTakeNow() {
		String id = id(setAside(this.key));
		this.letters.mend(this.key);
		String request = UUID.randomUUID().toString();
		JsonNode replayed = replay(this.api, id, request);
		assertThat(replayed.path("state").asString()).isEqualTo("replayed");
		assertThat(replayed.path("replays").asInt()).isEqualTo(1);
		assertThat(replayed.path("replayedAt").asString()).isNotEmpty();
		assertThat(this.letters.taken(this.key)).extracting(Letter::version).containsExactly(1L);
		assertThat(replay(this.api, id, request)).isEqualTo(replayed);
		assertThat(replay(this.api, id, UUID.randomUUID().toString())).isEqualTo(replayed);
		assertThat(this.letters.taken(this.key)).hasSize(1);
		assertThat(items("waiting")).noneMatch((letter) -> id(letter).equals(id));
		assertThat(items("replayed")).contains(replayed);
	}

	@Test
	void stillWaitsWhatFailsAgain() {
		String id = id(setAside(this.key));
		String request = UUID.randomUUID().toString();
		JsonNode failed = replay(this.api, id, request);
		assertThat(failed.path("state").asString()).isEqualTo("waiting");
		assertThat(failed.path("replays").asInt()).isEqualTo(1);
		assertThat(replay(this.api, id, request)).isEqualTo(failed);
		assertThat(replay(this.api, id, UUID.randomUUID().toString()).path("replays").asInt()).isEqualTo(2);
		send(this.key, 2, "words");
		Awaitility.await().atMost(PATIENCE).until(() -> this.letters.taken(this.key).size() == 1);
		this.letters.mend(this.key);
		assertThat(replay(this.api, id, UUID.randomUUID().toString()).path("replays").asInt()).isEqualTo(3);
		assertThat(stored(this.key)).extracting(StoredLetter::version, StoredLetter::text).containsExactly(2L, "words");
	}

	@Test
	void countsOnceWhatTwoOperatorsReplayAtTheSameTime() {
		String id = id(setAside(this.key));
		List<JsonNode> failed = atOnce(id);
		assertThat(failed).allSatisfy((letter) -> assertThat(letter.path("state").asString()).isEqualTo("waiting"));
		long before = this.deadLetters.letter(id).map(DeadLetter::replays).blockOptional(PATIENCE).orElseThrow();
		assertThat(before).isBetween(1L, 2L);
		this.letters.mend(this.key);
		List<JsonNode> taken = atOnce(id);
		assertThat(taken).allSatisfy((letter) -> {
			assertThat(letter.path("state").asString()).isEqualTo("replayed");
			assertThat(letter.path("replays").asLong()).isEqualTo(before + 1);
		});
		assertThat(stored(this.key)).extracting(StoredLetter::version, StoredLetter::text)
			.containsExactly(1L, Letter.IMPOSSIBLE);
	}

	@Test
	void changesNothingWhereACrashCameBehindTheReplay() {
		String id = id(setAside(this.key));
		this.letters.mend(this.key);
		replay(this.api, id, UUID.randomUUID().toString());
		StoredLetter taken = stored(this.key);
		this.mongo
			.updateFirst(Query.query(Criteria.where("_id").is(id)), new Update().set("state", DeadLetterState.WAITING),
					DeadLetter.class)
			.block(PATIENCE);
		assertThat(replay(this.api, id, UUID.randomUUID().toString()).path("state").asString()).isEqualTo("replayed");
		assertThat(this.letters.taken(this.key)).hasSize(2);
		assertThat(stored(this.key)).isEqualTo(taken);
	}

	@Test
	void keepsOneLetterAndOneCopyOfARecordThatWasSetAsideTwice() {
		AtomicInteger copies = new AtomicInteger();
		Mono<Place> copy = Mono.fromSupplier(() -> new Place(TOPIC, 0, copies.incrementAndGet()));
		for (int time = 0; time < 3; time++) {
			this.deadLetters.add(invented(GROUP, 7), copy).block(PATIENCE);
		}
		assertThat(find(this.key)).hasSize(1);
		assertThat(copies).hasValue(1);
	}

	@Test
	void waitsWhereAPartIsAway() {
		String id = id(setAside(this.key));
		this.letters.mend(this.key);
		this.letters.away.set(true);
		String request = UUID.randomUUID().toString();
		ApiClient.problem(post(this.api, id, request), 503, "unavailable");
		assertThat(find(this.key)).extracting((letter) -> letter.path("state").asString()).containsExactly("waiting");
		this.letters.away.set(false);
		assertThat(replay(this.api, id, request).path("state").asString()).isEqualTo("replayed");
	}

	@Test
	void leavesWhereItIsWhatIsTooLargeToBeCopied() {
		sendTheLargest(1);
		send(this.key, 2, "words");
		String id = id(awaitListed(this.key));
		Awaitility.await().atMost(PATIENCE).until(() -> this.letters.taken(this.key).size() == 1);
		DeadLetter letter = this.deadLetters.letter(id).blockOptional(PATIENCE).orElseThrow();
		assertThat(letter.place().topic()).endsWith(TOPIC);
		assertThat(letter.place().offset()).isEqualTo(letter.message().offset());
		this.letters.mend(this.key);
		assertThat(replay(this.api, id, UUID.randomUUID().toString()).path("state").asString()).isEqualTo("replayed");
		assertThat(this.letters.taken(this.key)).extracting(Letter::version).containsExactly(2L, 1L);
	}

	@Test
	void saysWhereThereIsNothingToReplayOrNobodyToReplayTo() {
		ApiClient.problem(post(this.api, "unknown", UUID.randomUUID().toString()), 404, "not-found");
		this.deadLetters.add(invented(GROUP, 1_000_000), somewhere(1_000_000)).block(PATIENCE);
		ApiClient.problem(post(this.api, id(awaitListed(this.key)), UUID.randomUUID().toString()), 409, "record-gone");
		String other = UUID.randomUUID().toString();
		this.deadLetters
			.add(new SetAsideRecord("notes.dissolved", TOPIC, 0, 1, Instant.EPOCH, other, null, null, "Failure"),
					somewhere(1))
			.block(PATIENCE);
		ApiClient.problem(post(this.api, id(awaitListed(other)), UUID.randomUUID().toString()), 409, "group-gone");
	}

	@Test
	void showsTheSameOnAnotherInstanceWhichMayReplayToo() {
		String id = id(setAside(this.key));
		try (SecondInstance second = SecondInstance.of(this.environment, NotesApplication.class)) {
			ApiClient there = second.api();
			assertThat(replay(there, id, UUID.randomUUID().toString()).path("replays").asInt()).isEqualTo(1);
			assertThat(find(this.key).getFirst().path("replays").asInt()).isEqualTo(1);
			this.letters.mend(this.key);
			JsonNode replayed = replay(this.api, id, UUID.randomUUID().toString());
			assertThat(replay(there, id, UUID.randomUUID().toString())).isEqualTo(replayed);
		}
	}

	@Test
	void showsPageByPageTheNewestFirst() {
		IntStream.range(0, 5)
			.forEach((offset) -> this.deadLetters.add(invented("notes.of-" + this.key, offset), somewhere(offset))
				.block(PATIENCE));
		List<JsonNode> all = items("waiting");
		assertThat(all.stream().map((letter) -> Instant.parse(letter.path("at").asString())).toList())
			.isSortedAccordingTo((one, other) -> other.compareTo(one));
		assertThat(
				all.stream().filter((letter) -> letter.path("key").asString().equals(this.key)).map(DeadLettersIT::id))
			.hasSize(5)
			.doesNotHaveDuplicates();
		ApiClient.problem(this.api.get(this.operator, PATH + "?cursor=nonsense"), 400, "bad-cursor");
		ApiClient.problem(this.api.get(this.operator, PATH + "?limit=1000"), 400, "validation-failed");
		ApiClient.problem(this.api.get(this.operator, PATH + "?state=lost"), 400, "validation-failed");
	}

	private JsonNode setAside(String key) {
		send(key, 1, Letter.IMPOSSIBLE);
		return awaitListed(key);
	}

	private void send(String key, long version, String text) {
		this.traffic.publishUnchecked(TOPIC, SENT, key,
				"{\"letterId\": \"%s\", \"version\": %d, \"text\": \"%s\"}".formatted(key, version, text));
	}

	/** Sends a letter that is all but a few bytes as large as the broker takes. */
	private void sendTheLargest(int version) {
		String frame = "{\"letterId\": \"%s\", \"version\": %d, \"text\": \"%s\", \"padding\": \"%s\"}";
		int padding = 1_048_576;
		boolean sent = false;
		while (!sent) {
			padding -= 50;
			String body = frame.formatted(this.key, version, Letter.IMPOSSIBLE, "x".repeat(padding));
			try {
				this.traffic.publishUnchecked(TOPIC, SENT, this.key, body);
				sent = true;
			}
			catch (IllegalStateException ex) {
				assertThat(ex).hasRootCauseInstanceOf(RecordTooLargeException.class);
			}
		}
	}

	private SetAsideRecord invented(String group, long offset) {
		return new SetAsideRecord(group, TOPIC, 0, offset, Instant.EPOCH, this.key, null, null, "Failure");
	}

	private Mono<Place> somewhere(long offset) {
		return Mono.just(new Place(this.environment.getProperty("medlinks.events.topic-prefix") + TOPIC, 0, offset));
	}

	private JsonNode awaitListed(String key) {
		return Awaitility.await()
			.pollInSameThread()
			.atMost(PATIENCE)
			.until(() -> find(key), (found) -> found.size() == 1)
			.getFirst();
	}

	private List<JsonNode> find(String key) {
		return items(null).stream().filter((letter) -> letter.path("key").asString("").equals(key)).toList();
	}

	/** All letters, three at a time. */
	private List<JsonNode> items(@Nullable String state) {
		Stream.Builder<JsonNode> items = Stream.builder();
		String cursor = "";
		do {
			String path = PATH + "?limit=3&cursor=" + cursor + ((state != null) ? "&state=" + state : "");
			JsonNode page = ApiClient.read(this.api.get(this.operator, path), 200);
			page.path("items").forEach(items::add);
			cursor = page.path("nextCursor").asString("");
		}
		while (!cursor.isEmpty());
		return items.build().toList();
	}

	private List<JsonNode> atOnce(String id) {
		return IntStream.range(0, 2)
			.mapToObj((_) -> CompletableFuture.supplyAsync(
					() -> ApiClient.read(this.api.post(Account.newOperator(), PATH + "/" + id + "/replay", ""), 200)))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
	}

	private JsonNode replay(ApiClient instance, String id, String request) {
		return ApiClient.read(post(instance, id, request), 200);
	}

	private WebTestClient.ResponseSpec post(ApiClient instance, String id, String request) {
		return instance.post(this.operator, PATH + "/" + id + "/replay", "", request);
	}

	private StoredLetter stored(String letterId) {
		return Objects.requireNonNull(this.mongo.findById(letterId, StoredLetter.class).block(PATIENCE));
	}

	private static String id(JsonNode letter) {
		return letter.path("id").asString();
	}

}
