package io.medlinks.platform.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.problem.FailureTrace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.ReceiverContext;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.util.backoff.ExponentialBackOff;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the subscriptions. A batch is grouped by key; keys go side by side, each key's
 * records in order; once it is taken over it may be committed, which happens once a
 * second. This is the only place where waiting on a reactive chain is right: a consumer
 * thread has nothing else to do.
 *
 * <p>
 * A record that fails again and again, or is no event at all, goes to
 * {@code <topic>.<group>.dlt} with the reason's type and its origin, so its neighbours
 * are not held up. A store that does not answer is nobody's poison: the batch is tried
 * again until it does.
 */
final class EventListenerEdge implements SmartLifecycle, EventGroups {

	private static final Logger log = LoggerFactory.getLogger(EventListenerEdge.class);

	/** A batch is taken over and not committed. */
	private static final CrashPoint HANDLED = new CrashPoint("listener.handled");

	/** A dead letter is at the broker, nobody is told, and its batch is not committed. */
	private static final CrashPoint SENT = new CrashPoint("deadletter.sent");

	private static final int KEYS_AT_ONCE = 32;

	/** So many times longer than commits take is a consumer without work. */
	private static final int IDLE = 10;

	private static final Duration STARTED_AGAIN_AFTER = Duration.ofSeconds(3);

	private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

	private final ConsumerFactory<String, byte[]> consumers;

	private final EventPublisher publisher;

	private final SetAsideRecords setAside;

	private final EventsProperties properties;

	private final JsonMapper json;

	private final ObservationRegistry observations;

	private final MeterRegistry meters;

	private final String application;

	private final List<EventSubscription> subscriptions;

	private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();

	private volatile boolean running;

	EventListenerEdge(ConsumerFactory<String, byte[]> consumers, EventPublisher publisher, SetAsideRecords setAside,
			EventsProperties properties, JsonMapper json, ObservationRegistry observations, MeterRegistry meters,
			String application, List<EventSubscription> subscriptions) {
		this.consumers = consumers;
		this.publisher = publisher;
		this.setAside = setAside;
		this.properties = properties;
		this.json = json;
		this.observations = observations;
		this.meters = meters;
		this.application = application;
		this.subscriptions = subscriptions;
	}

	@Override
	public synchronized void start() {
		for (EventSubscription subscription : this.subscriptions) {
			ConcurrentMessageListenerContainer<String, byte[]> container = container(subscription);
			container.start();
			this.containers.add(container);
		}
		this.running = true;
	}

	/** All at once, as each waits for its consumers to leave their group. */
	@Override
	public void stop(Runnable callback) {
		List<ConcurrentMessageListenerContainer<String, byte[]>> ending = noneRuns();
		if (ending.isEmpty()) {
			callback.run();
		}
		AtomicInteger left = new AtomicInteger(ending.size());
		ending.forEach((container) -> container.stop(() -> {
			if (left.decrementAndGet() == 0) {
				callback.run();
			}
		}));
	}

	private synchronized List<ConcurrentMessageListenerContainer<String, byte[]>> noneRuns() {
		this.running = false;
		List<ConcurrentMessageListenerContainer<String, byte[]>> ending = List.copyOf(this.containers);
		this.containers.clear();
		return ending;
	}

	@Override
	public void stop() {
		CountDownLatch ended = new CountDownLatch(1);
		stop(ended::countDown);
		try {
			if (!ended.await(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
				log.warn("Some consumers did not end within {} s", STOP_WITHIN.toSeconds());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private ConcurrentMessageListenerContainer<String, byte[]> container(EventSubscription subscription) {
		String group = subscription.group(this.application);
		String[] topics = subscription.topics()
			.stream()
			.map((topic) -> this.properties.prefixed(topic.name()))
			.toArray(String[]::new);
		ContainerProperties container = new ContainerProperties(topics);
		container.setGroupId(this.properties.prefixed(group));
		container.setAckMode(ContainerProperties.AckMode.TIME);
		container.setAckTime(this.properties.commitEvery().toMillis());
		container.setPollTimeout(this.properties.commitEvery().toMillis());
		container.setMissingTopicsFatal(false);
		container.setIdleEventInterval(this.properties.commitEvery().multipliedBy(IDLE).toMillis());
		container.setAuthExceptionRetryInterval(STARTED_AGAIN_AFTER);
		container.getKafkaConsumerProperties().put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
		container.getKafkaConsumerProperties().put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
		container.getKafkaConsumerProperties()
			.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(this.properties.batch()));
		ExponentialBackOff untilItAnswers = new ExponentialBackOff(200, 2);
		untilItAnswers.setMaxInterval(10_000);
		untilItAnswers.setMaxElapsedTime(Long.MAX_VALUE);
		WhileOwned owned = new WhileOwned(untilItAnswers);
		container.setMessageListener((BatchConsumerAwareMessageListener<String, byte[]>) (records, consumer) -> {
			owned.requireTrack(consumer);
			onBatch(subscription, group, records);
		});
		ConcurrentMessageListenerContainer<String, byte[]> listener = new ConcurrentMessageListenerContainer<>(
				this.consumers, container);
		listener.setBeanName(this.properties.prefixed(group));
		listener.setConcurrency(this.properties.concurrency());
		listener.setCommonErrorHandler(owned);
		listener.setApplicationEventPublisher(
				new ConsumerWatch(this.properties.prefixed(group), owned, () -> startAgain(listener)));
		return listener;
	}

	/** A group without a consumer is not read by this instance until somebody notices. */
	private void startAgain(ConcurrentMessageListenerContainer<String, byte[]> container) {
		Schedulers.boundedElastic().schedule(() -> {
			synchronized (this) {
				if (this.running && this.containers.contains(container)) {
					container.stop();
					container.start();
				}
			}
		}, STARTED_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void onBatch(EventSubscription subscription, String group, List<ConsumerRecord<String, byte[]>> records) {
		Map<String, List<ConsumerRecord<String, byte[]>>> byKey = new LinkedHashMap<>();
		for (ConsumerRecord<String, byte[]> message : records) {
			byKey.computeIfAbsent(String.valueOf(message.key()), (_) -> new ArrayList<>()).add(message);
		}
		Set<ConsumerRecord<String, byte[]>> taken = Collections.newSetFromMap(new ConcurrentHashMap<>());
		try {
			Flux.fromIterable(byKey.values())
				.flatMap((ofKey) -> Flux.fromIterable(ofKey)
					.concatMap((message) -> take(subscription, group, message).doOnSuccess((_) -> taken.add(message))),
						KEYS_AT_ONCE)
				.then()
				.block(this.properties.handlerTimeout());
		}
		catch (RuntimeException ex) {
			throw new BatchListenerFailedException("Not all records of a batch were taken", ex,
					firstLeft(records, taken));
		}
		HANDLED.reached();
	}

	/**
	 * Everything before it is committed, so that a batch that takes too long gets on bit
	 * by bit; what was taken behind it comes once more.
	 */
	private static ConsumerRecord<String, byte[]> firstLeft(List<ConsumerRecord<String, byte[]>> records,
			Set<ConsumerRecord<String, byte[]>> taken) {
		return records.stream().filter((message) -> !taken.contains(message)).findFirst().orElse(records.getLast());
	}

	private Mono<Void> take(EventSubscription subscription, String group, ConsumerRecord<String, byte[]> message) {
		return handed(subscription, message).onErrorResume((failure) -> !isAway(failure),
				(failure) -> setAside(group, message, reason(failure)));
	}

	@Override
	public Set<String> names() {
		return this.subscriptions.stream()
			.map((subscription) -> subscription.group(this.application))
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public Mono<Void> take(String group, ConsumerRecord<String, byte[]> message) {
		EventSubscription subscription = this.subscriptions.stream()
			.filter((known) -> known.group(this.application).equals(group))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no group " + group));
		return handed(subscription, message).timeout(this.properties.handlerTimeout())
			.onErrorMap((failure) -> !isAway(failure), (failure) -> new NotTakenException(reason(failure)));
	}

	/**
	 * Hands a record to its reaction; one of a type without a reaction is passed over.
	 */
	private Mono<Void> handed(EventSubscription subscription, ConsumerRecord<String, byte[]> message) {
		String type = header(message.headers(), "ce_type");
		if (type.isEmpty()) {
			return Mono.error(new UnreadableEventException("ce_type is missing"));
		}
		EventSubscription.@Nullable Reaction<?> reaction = subscription.reactions().get(type);
		if (reaction == null) {
			return Mono.empty();
		}
		return observed(subscription, message, Mono.defer(() -> react(reaction, message)))
			.retryWhen(Retry.backoff(this.properties.handlerRetries(), Duration.ofMillis(50))
				.maxBackoff(Duration.ofSeconds(2))
				.filter((failure) -> !isUnreadable(failure) && !isAway(failure)));
	}

	private <T> Mono<Void> react(EventSubscription.Reaction<T> reaction, ConsumerRecord<String, byte[]> message) {
		if (message.value() == null) {
			throw new UnreadableEventException("The body is missing");
		}
		EventMetadata metadata = metadata(message);
		@Nullable T fact = this.json.readValue(message.value(), reaction.fact());
		if (fact == null) {
			throw new UnreadableEventException("The body is null");
		}
		return reaction.handler().on(fact, metadata);
	}

	private static EventMetadata metadata(ConsumerRecord<String, byte[]> message) {
		if (message.key() == null) {
			throw new UnreadableEventException("The key is missing");
		}
		Headers headers = message.headers();
		return new EventMetadata(header(headers, "ce_id"), header(headers, "ce_type"), header(headers, "ce_subject"),
				message.key(), time(message), BodyHash.of(message.value()));
	}

	/** When it happened; else when it was sent, which a dead letter remembers. */
	private static Instant time(ConsumerRecord<String, byte[]> message) {
		try {
			return Stream.of("ce_time", "dl_time")
				.map((name) -> header(message.headers(), name))
				.filter((time) -> !time.isEmpty())
				.findFirst()
				.map(Instant::parse)
				.orElseGet(() -> Instant.ofEpochMilli(message.timestamp()));
		}
		catch (DateTimeParseException _) {
			throw new UnreadableEventException("ce_time is no time");
		}
	}

	private Mono<Void> observed(EventSubscription subscription, ConsumerRecord<String, byte[]> message,
			Mono<Void> work) {
		return Mono.defer(() -> {
			ReceiverContext<Headers> context = new ReceiverContext<>(EventListenerEdge::header);
			context.setCarrier(message.headers());
			Observation observation = Observation.createNotStarted("medlinks.event", () -> context, this.observations)
				.contextualName("receive " + header(message.headers(), "ce_type"))
				.lowCardinalityKeyValue("type", header(message.headers(), "ce_type"))
				.lowCardinalityKeyValue("subscription", subscription.name())
				.start();
			return work.doOnError(observation::error)
				.doFinally((_) -> observation.stop())
				.contextWrite((context2) -> context2.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	/**
	 * Puts a record where an operator finds it. The batch is committed behind that, so a
	 * crash in between repeats it all.
	 */
	private Mono<Void> setAside(String group, ConsumerRecord<String, byte[]> message, Throwable reason) {
		log.error("A record of {} at {}-{}@{} became a dead letter\n{}", group, message.topic(), message.partition(),
				message.offset(), FailureTrace.of(reason));
		SetAsideRecord known = new SetAsideRecord(group, this.properties.unprefixed(message.topic()),
				message.partition(), message.offset(), Instant.ofEpochMilli(message.timestamp()), message.key(),
				orNull(header(message.headers(), "ce_id")), orNull(header(message.headers(), "ce_type")),
				reason.getClass().getName());
		return this.setAside.add(known, SENT.passed(copied(group, message, reason)))
			.doOnSuccess((_) -> this.meters.counter("medlinks.dead.letters", "group", group).increment());
	}

	private Mono<SetAsideRecord.Place> copied(String group, ConsumerRecord<String, byte[]> message, Throwable reason) {
		return this.publisher.send(letter(group, message, reason))
			.map(EventListenerEdge::place)
			.onErrorResume(EventListenerEdge::isTooLarge,
					(_) -> Mono.just(new SetAsideRecord.Place(message.topic(), message.partition(), message.offset())));
	}

	private static SetAsideRecord.Place place(RecordMetadata sent) {
		if (!sent.hasOffset()) {
			throw new IllegalStateException("The broker does not say where the dead letter is");
		}
		return new SetAsideRecord.Place(sent.topic(), sent.partition(), sent.offset());
	}

	private ProducerRecord<String, byte[]> letter(String group, ConsumerRecord<String, byte[]> message,
			Throwable reason) {
		String topic = this.properties.deadLetters(this.properties.unprefixed(message.topic()), group);
		ProducerRecord<String, byte[]> letter = new ProducerRecord<>(topic, null, message.key(), message.value(),
				message.headers());
		EventPublisher.add(letter.headers(), "dl_reason", reason.getClass().getName());
		EventPublisher.add(letter.headers(), "dl_topic", message.topic());
		EventPublisher.add(letter.headers(), "dl_partition", Integer.toString(message.partition()));
		EventPublisher.add(letter.headers(), "dl_offset", Long.toString(message.offset()));
		EventPublisher.add(letter.headers(), "dl_time", Instant.ofEpochMilli(message.timestamp()).toString());
		return letter;
	}

	/** What came of it in the end, without the retries around it. */
	private static Throwable reason(Throwable failure) {
		return (Exceptions.isRetryExhausted(failure) && failure.getCause() != null) ? failure.getCause() : failure;
	}

	private static boolean isUnreadable(Throwable failure) {
		return failure instanceof JacksonException || failure instanceof UnreadableEventException;
	}

	/**
	 * Whether a record with what a dead letter adds to it is more than the broker takes;
	 * then it stays where it is.
	 */
	private static boolean isTooLarge(Throwable failure) {
		return failure instanceof RecordTooLargeException
				|| (failure.getCause() != null && isTooLarge(failure.getCause()));
	}

	/**
	 * Whether a part that the handler needs does not answer; then the record is not at
	 * fault.
	 */
	private static boolean isAway(Throwable failure) {
		for (@Nullable
		Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof DataAccessResourceFailureException || cause instanceof QueryTimeoutException
					|| cause instanceof MongoSocketException || cause instanceof MongoTimeoutException
					|| cause instanceof TimeoutException) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String orNull(String header) {
		return header.isEmpty() ? null : header;
	}

	private static String header(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : "";
	}

}
