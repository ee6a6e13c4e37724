package io.medlinks.platform.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.medlinks.platform.live.LiveFeeds.Feed;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Streams live views as server-sent events. A stream reads the feed's sequence, sends a
 * snapshot, then the rows that changed since, each with its sequence as the event's id; a
 * row that changes several times in a moment is sent as it is in the end.
 * {@code Last-Event-ID} resumes behind that sequence; one that is too old gets a new
 * snapshot. What is kept here are open connections only, so any instance serves any
 * reader.
 *
 * <p>
 * What the reader may see is asked again for each row that is sent and with each
 * heartbeat: where somebody's data is lost to the reader a new snapshot follows, where
 * everything is the stream ends.
 */
public final class LiveStreams implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);

	/**
	 * How long a stream that ends may take to say so; whoever does not even read that is
	 * cut.
	 */
	private static final Duration LAST_WORDS = Duration.ofSeconds(2);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final LiveFeeds feeds;

	private final LiveProperties properties;

	private final Clock clock;

	/** When a stream has gathered, or the database has taken, for long enough. */
	private final Scheduler timer;

	private final Map<ReaderId, Set<Connection>> connections = new ConcurrentHashMap<>();

	private volatile @Nullable Disposable polling;

	LiveStreams(LiveFeeds feeds, LiveNudges nudges, LiveProperties properties, Clock clock, Scheduler timer,
			MeterRegistry meters) {
		this.feeds = feeds;
		this.properties = properties;
		this.clock = clock;
		this.timer = timer;
		nudges.onNudge(this::wake);
		Gauge.builder("medlinks.live.streams", this, LiveStreams::openStreams)
			.description("Open streams of live views")
			.register(meters);
	}

	/**
	 * Opens a stream.
	 * @param reader who watches
	 * @param caller whose token the stream lives by
	 * @param lastEventId where an earlier stream ended, or null
	 * @param rows where the rows come from
	 * @return events until the reader leaves, falls behind or the token ends; an error
	 * 429 where the reader has too many streams open already
	 */
	public Flux<ServerSentEvent<Object>> open(ReaderId reader, Caller caller, @Nullable String lastEventId,
			LiveRows rows) {
		return Flux.defer(() -> {
			Connection connection = new Connection(reader, rows, sequence(lastEventId));
			if (!register(connection)) {
				return Flux.error(LiveStreams::tooMany);
			}
			return Flux
				.merge(connection.changes(), connection.heartbeats(), connection.ended(),
						endsWithToken(connection, caller), connection.endsWhenFallenBehind())
				.takeUntil((event) -> "end".equals(event.event()))
				.takeUntilOther(connection.ended().delayElement(LAST_WORDS).then(Mono.error(UnreadStream::new)))
				.doFinally((_) -> close(connection));
		});
	}

	private Mono<ServerSentEvent<Object>> endsWithToken(Connection connection, Caller caller) {
		Duration left = Duration.between(this.clock.instant(), caller.tokenExpiresAt());
		return Mono.delay(left.isNegative() ? Duration.ZERO : left)
			.doOnNext((_) -> connection.end("token-expired"))
			.then(Mono.empty());
	}

	private static ServerSentEvent<Object> end(String reason) {
		return event("end", null, Map.of("reason", reason));
	}

	private static ServerSentEvent<Object> event(String name, @Nullable Long sequence, Object data) {
		ServerSentEvent.Builder<Object> event = ServerSentEvent.builder(data).event(name);
		return ((sequence != null) ? event.id(sequence.toString()) : event).build();
	}

	private static @Nullable Long sequence(@Nullable String lastEventId) {
		try {
			return (lastEventId != null) ? Long.valueOf(lastEventId.strip()) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Added within the map's own step: a set that the last connection leaves at the same
	 * time is dropped, and whoever were in it would never be woken.
	 * @return whether the reader may have one more
	 */
	private boolean register(Connection connection) {
		Set<Connection> all = this.connections.compute(connection.reader, (_, open) -> {
			Set<Connection> ofReader = (open != null) ? open : ConcurrentHashMap.newKeySet();
			if (ofReader.size() < this.properties.mostPerReader()) {
				ofReader.add(connection);
			}
			return ofReader;
		});
		return all.contains(connection);
	}

	private static Problem tooMany() {
		return Problem
			.of(429, "too-many-streams", "Too many live views",
					"MedLinks is open in too many windows. Close some of them; this one goes on by itself then.")
			.with("retryAfterSeconds", RETRY_AFTER.toSeconds());
	}

	private void close(Connection connection) {
		this.connections.computeIfPresent(connection.reader, (_, open) -> {
			open.remove(connection);
			return open.isEmpty() ? null : open;
		});
	}

	int openStreams() {
		return this.connections.values().stream().mapToInt(Set::size).sum();
	}

	private void wake(Collection<ReaderId> readers) {
		for (ReaderId reader : readers) {
			this.connections.getOrDefault(reader, Set.of()).forEach(Connection::wake);
		}
	}

	@Override
	public void start() {
		this.polling = Flux.interval(this.properties.poll())
			.onBackpressureDrop()
			.concatMap((_) -> pollQuietly())
			.subscribe();
	}

	/** Nothing may end the polling, not even what fails before there is a chain. */
	private Mono<Void> pollQuietly() {
		return inTime(Mono.defer(this::poll)).onErrorResume((failure) -> {
			log.warn("Live feeds could not be read ({})", failure.getClass().getSimpleName());
			return Mono.empty();
		});
	}

	/**
	 * Whatever the database never answers fails: a stream that waited for it would go on
	 * beating and show nothing any more. What nobody wants yet is not asked for, and may
	 * take its time.
	 */
	private <T> Mono<T> inTime(Mono<T> answer) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> wanted = Sinks.empty();
			return answer.doOnRequest((_) -> wanted.tryEmitEmpty())
				.timeout(wanted.asMono().then(Mono.delay(this.properties.answersWithin(), this.timer)))
				.onErrorMap(TimeoutException.class,
						(failure) -> new DataAccessResourceFailureException("The database does not answer", failure));
		});
	}

	private Mono<Void> poll() {
		List<ReaderId> readers = List.copyOf(this.connections.keySet());
		if (readers.isEmpty()) {
			return Mono.empty();
		}
		return this.feeds.sequencesOf(readers).doOnNext((feed) -> {
			for (Connection connection : this.connections.getOrDefault(new ReaderId(feed.id()), Set.of())) {
				if (connection.sent.get() < feed.seq()) {
					connection.wake();
				}
			}
		}).then();
	}

	@Override
	public void stop() {
		Disposable current = this.polling;
		if (current != null) {
			current.dispose();
			this.polling = null;
		}
		this.connections.values().forEach((open) -> open.forEach((connection) -> connection.end("restart")));
	}

	@Override
	public boolean isRunning() {
		return this.polling != null;
	}

	/**
	 * One open stream.
	 */
	private final class Connection {

		private final ReaderId reader;

		private final LiveRows rows;

		private final @Nullable Long resumeBehind;

		/**
		 * Holds one wake-up at the most: whoever catches up reads everything there is.
		 */
		private final Sinks.Many<Boolean> wakeUps = Sinks.many().replay().latest();

		private final Sinks.One<ServerSentEvent<Object>> end = Sinks.one();

		private final AtomicLong sent = new AtomicLong(-1);

		/** Whether something that was sent is no longer the reader's. */
		private final AtomicBoolean outdated = new AtomicBoolean();

		/** Whose data the reader could see when last asked. */
		private volatile Set<String> reach = Set.of();

		private final Appetite appetite = new Appetite();

		Connection(ReaderId reader, LiveRows rows, @Nullable Long resumeBehind) {
			this.reader = reader;
			this.rows = rows;
			this.resumeBehind = resumeBehind;
		}

		synchronized void wake() {
			this.wakeUps.tryEmitNext(true);
		}

		void end(String reason) {
			this.end.tryEmitValue(LiveStreams.end(reason));
		}

		Mono<ServerSentEvent<Object>> ended() {
			return this.end.asMono();
		}

		Flux<ServerSentEvent<Object>> changes() {
			return Flux
				.concat(begin(), this.wakeUps.asFlux().onBackpressureLatest().concatMap((_) -> catchUpAndGather(), 0))
				.doOnRequest(this.appetite::asked)
				.doOnNext((_) -> this.appetite.given());
		}

		/**
		 * A beat that cannot be checked is left out: the reader then knows that the view
		 * may be stale.
		 */
		Flux<ServerSentEvent<Object>> heartbeats() {
			return Flux.interval(LiveStreams.this.properties.heartbeat())
				.onBackpressureDrop()
				.concatMap((_) -> stillOpen().filter(Boolean::booleanValue)
					.map((_) -> event("heartbeat", null, Map.of("at", LiveStreams.this.clock.instant())))
					.onErrorResume((failure) -> {
						log.warn("A stream could not be checked ({})", failure.getClass().getSimpleName());
						return Mono.empty();
					}));
		}

		private Mono<Boolean> stillOpen() {
			return inTime(this.rows.reach(this.reader)).map((now) -> {
				if (!now.containsAll(this.reach)) {
					this.outdated.set(true);
					wake();
				}
				this.reach = now;
				return true;
			}).switchIfEmpty(Mono.fromSupplier(() -> {
				end("access-ended");
				return false;
			}));
		}

		/**
		 * Reads the sequence before the snapshot: what changes in between is sent again,
		 * never missed.
		 */
		private Flux<ServerSentEvent<Object>> begin() {
			return stillOpen().filter(Boolean::booleanValue)
				.flatMap((_) -> inTime(LiveStreams.this.feeds.of(this.reader)))
				.flatMapMany((feed) -> {
					if (this.resumeBehind != null && feed.reaches(this.resumeBehind)) {
						this.sent.set(this.resumeBehind);
						return since(feed, this.resumeBehind);
					}
					return snapshot(feed);
				});
		}

		/**
		 * The first change is sent at once; those that come in quick succession behind
		 * it, as the facts that follow from one entry do, go out together.
		 */
		private Flux<ServerSentEvent<Object>> catchUpAndGather() {
			return catchUp().concatWith(
					Mono.delay(LiveStreams.this.properties.gather(), LiveStreams.this.timer).then(Mono.empty()));
		}

		private Flux<ServerSentEvent<Object>> catchUp() {
			long seen = this.sent.get();
			return inTime(LiveStreams.this.feeds.behind(this.reader, seen)).flatMapMany((feed) -> {
				boolean anew = this.outdated.getAndSet(false);
				return (!anew && feed.reaches(seen)) ? since(feed, seen) : snapshot(feed);
			});
		}

		private Flux<ServerSentEvent<Object>> snapshot(Feed feed) {
			return inTime(this.rows.snapshot(this.reader).collectList())
				.map((items) -> event("snapshot", feed.seq(), Map.of("items", items)))
				.doOnNext((_) -> this.sent.set(feed.seq()))
				.flux();
		}

		private Flux<ServerSentEvent<Object>> since(Feed feed, long seen) {
			Map<LiveChange, Long> latest = new LinkedHashMap<>();
			List<LiveChange> recent = feed.changes();
			for (int i = 0; i < recent.size(); i++) {
				long sequence = feed.start() + i + 1;
				if (sequence > seen) {
					latest.remove(recent.get(i));
					latest.put(recent.get(i), sequence);
				}
			}
			return Flux.fromIterable(new ArrayList<>(latest.entrySet()))
				.concatMap((change) -> next(change.getKey(), change.getValue())
					.doOnSuccess((_) -> this.sent.set(change.getValue())), 1);
		}

		private Mono<ServerSentEvent<Object>> next(LiveChange change, long sequence) {
			if (change.equals(LiveChange.OF_RIGHTS)) {
				return stillOpen().then(Mono.empty());
			}
			return inTime(this.rows.row(this.reader, change)).defaultIfEmpty(LiveRow.gone(change))
				.map((row) -> event("row", sequence, row));
		}

		/**
		 * Watches from outside of the stream's own events: those wait for the reader.
		 */
		Mono<ServerSentEvent<Object>> endsWhenFallenBehind() {
			return Flux.interval(Duration.ofSeconds(1)).onBackpressureDrop().filter((_) -> {
				Instant since = this.appetite.lostSince();
				return since != null && since.plus(LiveStreams.this.properties.slowReader())
					.isBefore(LiveStreams.this.clock.instant());
			}).next().doOnNext((_) -> end("too-slow")).then(Mono.empty());
		}

	}

	/**
	 * How many more changes the reader would take. A reader is slow who leaves unread
	 * what is ready, never one for whom the database takes its time.
	 */
	private final class Appetite {

		private long wanted;

		private @Nullable Instant lostSince;

		synchronized void asked(long more) {
			this.wanted = Operators.addCap(this.wanted, more);
			this.lostSince = null;
		}

		synchronized void given() {
			this.wanted--;
			if (this.wanted == 0) {
				this.lostSince = LiveStreams.this.clock.instant();
			}
		}

		/** Since when the reader has taken nothing; null while it would take more. */
		synchronized @Nullable Instant lostSince() {
			return this.lostSince;
		}

	}

	/**
	 * Cuts a stream whose reader does not even read that it has ended.
	 */
	private static final class UnreadStream extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnreadStream() {
			super("The reader stopped reading", null, false, false);
		}

	}

}
