package io.medlinks.notes.letter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.reactivestreams.client.MongoClients;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Takes letters over and remembers how it went.
 */
@Component
public class Letters implements DisposableBean {

	/** Where letters are published. */
	public static final Topic TOPIC = new Topic("test.letters");

	private final Projection<StoredLetter> stored;

	private final SimpleReactiveMongoDatabaseFactory nowhere = new SimpleReactiveMongoDatabaseFactory(
			MongoClients.create("mongodb://localhost:1/?serverSelectionTimeoutMS=100"), "nowhere");

	private final ReactiveMongoTemplate storeThatIsAway = new ReactiveMongoTemplate(this.nowhere);

	private final Map<String, List<Letter>> taken = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> underWayByKey = new ConcurrentHashMap<>();

	private final AtomicInteger underWay = new AtomicInteger();

	private final Map<String, Sinks.One<Boolean>> held = new ConcurrentHashMap<>();

	private final Set<String> mended = ConcurrentHashMap.newKeySet();

	/** Whether the store that some letters need is away. */
	public final AtomicBoolean away = new AtomicBoolean();

	/** How often that store was asked in vain. */
	public final AtomicInteger askedInVain = new AtomicInteger();

	/** The most letters that were ever under way at once. */
	public final AtomicInteger most = new AtomicInteger();

	/** The most letters of one key that were ever under way at once. */
	public final AtomicInteger mostOfOneKey = new AtomicInteger();

	Letters(Projections projections) {
		this.stored = projections.of("letters", TOPIC, StoredLetter.class);
	}

	/** Takes a letter over. */
	public Mono<Void> take(Letter letter, String key, String bodyHash) {
		return Mono.defer(() -> {
			AtomicInteger ofKey = this.underWayByKey.computeIfAbsent(key, (_) -> new AtomicInteger());
			this.mostOfOneKey.accumulateAndGet(ofKey.incrementAndGet(), Math::max);
			this.most.accumulateAndGet(this.underWay.incrementAndGet(), Math::max);
			return read(letter).then(Mono.delay(Duration.ofMillis(2)))
				.then(store(letter, bodyHash))
				.doOnSuccess((_) -> this.taken.computeIfAbsent(key, (_) -> new CopyOnWriteArrayList<>()).add(letter))
				.doOnTerminate(() -> {
					ofKey.decrementAndGet();
					this.underWay.decrementAndGet();
				});
		});
	}

	private Mono<?> read(Letter letter) {
		return switch (letter.text()) {
			case Letter.IMPOSSIBLE -> this.mended.contains(letter.letterId()) ? elsewhere()
					: Mono.error(new IllegalArgumentException("Cannot read: " + letter.text()));
			case Letter.HELD -> gate(letter.letterId()).asMono();
			case Letter.ELSEWHERE -> elsewhere();
			default -> Mono.empty();
		};
	}

	private Mono<?> elsewhere() {
		return this.away.get() ? this.storeThatIsAway.exists(new Query(), "things")
			.doOnError((_) -> this.askedInVain.incrementAndGet()) : Mono.empty();
	}

	private Mono<Void> store(Letter letter, String bodyHash) {
		return this.stored.apply(letter.letterId(), letter.version(), bodyHash, new Update().set("text", letter.text()))
			.then();
	}

	private Sinks.One<Boolean> gate(String letterId) {
		return this.held.computeIfAbsent(letterId, (_) -> Sinks.one());
	}

	/** Whether a held letter has been taken up. */
	public boolean holds(String letterId) {
		return this.held.containsKey(letterId);
	}

	/** From now on an impossible letter is possible. */
	public void mend(String letterId) {
		this.mended.add(letterId);
	}

	/** Lets a held letter go. */
	public void release(String letterId) {
		gate(letterId).tryEmitValue(true);
	}

	/** The letters of a key in the order in which they were taken over. */
	public List<Letter> taken(String key) {
		return List.copyOf(this.taken.getOrDefault(key, List.of()));
	}

	@Override
	public void destroy() throws Exception {
		this.nowhere.destroy();
	}

}
