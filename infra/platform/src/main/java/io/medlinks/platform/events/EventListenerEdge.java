package io.medlinks.platform.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

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
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the subscriptions. A batch is grouped by key; keys go side by side, each key's
 * records in order; then the batch is committed. This is the only place where waiting on
 * a reactive chain is right: a consumer thread has nothing else to do.
 *
 * <p>
 * A record that fails again and again goes to {@code <topic>.<group>.dlt} with the
 * reason's type and its origin, so its neighbours are not held up. A store that does not
 * answer is nobody's poison: the batch is tried again until it does.
 */
final class EventListenerEdge implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(EventListenerEdge.class);

	/** A batch is taken over and not committed. */
	private static final CrashPoint HANDLED = new CrashPoint("listener.handled");

	private static final int KEYS_AT_ONCE = 32;

	private final ConsumerFactory<String, byte[]> consumers;

	private final EventPublisher publisher;

	private final EventsProperties properties;

	private final JsonMapper json;

	private final ObservationRegistry observations;

	private final MeterRegistry meters;

	private final String application;

	private final List<EventSubscription> subscriptions;

	private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();

	private volatile boolean running;

	EventListenerEdge(ConsumerFactory<String, byte[]> consumers, EventPublisher publisher, EventsProperties properties,
			JsonMapper json, ObservationRegistry observations, MeterRegistry meters, String application,
			List<EventSubscription> subscriptions) {
		this.consumers = consumers;
		this.publisher = publisher;
		this.properties = properties;
		this.json = json;
		this.observations = observations;
		this.meters = meters;
		this.application = application;
		this.subscriptions = subscriptions;
	}

	@Override
	public void start() {
		for (EventSubscription subscription : this.subscriptions) {
			ConcurrentMessageListenerContainer<String, byte[]> container = container(subscription);
			container.start();
			this.containers.add(container);
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.containers.forEach(ConcurrentMessageListenerContainer::stop);
		this.containers.clear();
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
		container.setAckMode(ContainerProperties.AckMode.BATCH);
		container.setMissingTopicsFatal(false);
		container.getKafkaConsumerProperties().put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
		container.getKafkaConsumerProperties().put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
		container.setMessageListener(
				(BatchMessageListener<String, byte[]>) (records) -> onBatch(subscription, group, records));
		ConcurrentMessageListenerContainer<String, byte[]> listener = new ConcurrentMessageListenerContainer<>(
				this.consumers, container);
		listener.setBeanName(this.properties.prefixed(group));
		listener.setConcurrency(this.properties.concurrency());
		ExponentialBackOff untilItAnswers = new ExponentialBackOff(200, 2);
		untilItAnswers.setMaxInterval(10_000);
		untilItAnswers.setMaxElapsedTime(Long.MAX_VALUE);
		listener.setCommonErrorHandler(new DefaultErrorHandler(untilItAnswers));
		return listener;
	}

	private void onBatch(EventSubscription subscription, String group, List<ConsumerRecord<String, byte[]>> records) {
		Map<String, List<ConsumerRecord<String, byte[]>>> byKey = new LinkedHashMap<>();
		for (ConsumerRecord<String, byte[]> message : records) {
			byKey.computeIfAbsent(String.valueOf(message.key()), (_) -> new ArrayList<>()).add(message);
		}
		Flux.fromIterable(byKey.values())
			.flatMap((ofKey) -> Flux.fromIterable(ofKey).concatMap((message) -> take(subscription, group, message)),
					KEYS_AT_ONCE)
			.then()
			.block(this.properties.handlerTimeout());
		HANDLED.reached();
	}

	private Mono<Void> take(EventSubscription subscription, String group, ConsumerRecord<String, byte[]> message) {
		EventSubscription.@Nullable Reaction<?> reaction = subscription.reactions()
			.get(header(message.headers(), "ce_type"));
		if (reaction == null) {
			return Mono.empty();
		}
		return observed(subscription, message, Mono.defer(() -> react(reaction, message)))
			.retryWhen(Retry.backoff(this.properties.handlerRetries(), Duration.ofMillis(50))
				.maxBackoff(Duration.ofSeconds(2))
				.filter((failure) -> !isUnreadable(failure) && !isAway(failure)))
			.onErrorResume((failure) -> !isAway(failure), (failure) -> setAside(group, message, failure));
	}

	private <T> Mono<Void> react(EventSubscription.Reaction<T> reaction, ConsumerRecord<String, byte[]> message) {
		T fact = this.json.readValue(message.value(), reaction.fact());
		return reaction.handler().on(fact, metadata(message));
	}

	private static EventMetadata metadata(ConsumerRecord<String, byte[]> message) {
		Headers headers = message.headers();
		String time = header(headers, "ce_time");
		return new EventMetadata(header(headers, "ce_id"), header(headers, "ce_type"), header(headers, "ce_subject"),
				String.valueOf(message.key()),
				time.isEmpty() ? Instant.ofEpochMilli(message.timestamp()) : Instant.parse(time),
				BodyHash.of(message.value()));
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
			return work.doOnError((failure) -> observation.lowCardinalityKeyValue("failed", "true"))
				.doFinally((_) -> observation.stop())
				.contextWrite((context2) -> context2.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	private Mono<Void> setAside(String group, ConsumerRecord<String, byte[]> message, Throwable failure) {
		Throwable reason = (failure.getCause() != null && failure.getMessage() != null
				&& failure.getMessage().startsWith("Retries exhausted")) ? failure.getCause() : failure;
		log.error("A record of {} at {}-{}@{} became a dead letter\n{}", group, message.topic(), message.partition(),
				message.offset(), FailureTrace.of(reason));
		String topic = this.properties.deadLetters(this.properties.unprefixed(message.topic()), group);
		ProducerRecord<String, byte[]> letter = new ProducerRecord<>(topic, null, message.key(), message.value(),
				message.headers());
		EventPublisher.add(letter.headers(), "dl_reason", reason.getClass().getName());
		EventPublisher.add(letter.headers(), "dl_topic", message.topic());
		EventPublisher.add(letter.headers(), "dl_partition", Integer.toString(message.partition()));
		EventPublisher.add(letter.headers(), "dl_offset", Long.toString(message.offset()));
		this.meters.counter("medlinks.dead.letters", "group", group).increment();
		return this.publisher.send(letter);
	}

	private static boolean isUnreadable(Throwable failure) {
		return failure instanceof JacksonException;
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

	private static String header(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : "";
	}

}
