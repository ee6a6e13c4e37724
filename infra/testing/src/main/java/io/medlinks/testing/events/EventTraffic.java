package io.medlinks.testing.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The other services as far as the broker shows them, and what the service under test has
 * published. Each context of {@link io.medlinks.testing.parts.MedLinksIT} has one as a
 * bean, on the topics of its own.
 */
public final class EventTraffic implements AutoCloseable {

	/** How long to wait for what must come, on a busy machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final String servers;

	private final String prefix;

	private final Map<String, Reader> readers = new HashMap<>();

	private @Nullable KafkaProducer<String, String> producer;

	/**
	 * Traffic on a broker.
	 * @param servers the broker's addresses
	 * @param prefix what stands before each topic's name
	 */
	public EventTraffic(String servers, String prefix) {
		this.servers = servers;
		this.prefix = prefix;
	}

	/**
	 * Publishes a fact as another service would, after checking it against its contract.
	 */
	public void publish(Fact fact) {
		EventContracts.assertValid(fact.type(), fact.body());
		publish(fact.topic(), fact.key(), headers(fact.type(), fact.key()), fact.body());
	}

	/**
	 * Publishes whatever one likes, such as a poison record.
	 */
	public void publishUnchecked(String topic, String type, String key, String body) {
		publish(topic, key, headers(type, key), body);
	}

	/**
	 * Publishes a record with these headers and no others, even one without a key or a
	 * body.
	 */
	public synchronized void publish(String topic, @Nullable String key, Map<String, String> headers,
			@Nullable String body) {
		if (this.producer == null) {
			this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", this.servers, "acks", "all"),
					new StringSerializer(), new StringSerializer());
		}
		ProducerRecord<String, String> message = new ProducerRecord<>(this.prefix + topic, key, body);
		headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		try {
			this.producer.send(message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The broker took nothing", ex);
		}
	}

	/**
	 * Returns what stands on a topic under a key, in its order; each event is valid by
	 * its contract. Publishers may repeat themselves; an event counts where it came
	 * first.
	 */
	public List<PublishedEvent> published(String topic, String key) {
		Map<String, PublishedEvent> events = new LinkedHashMap<>();
		for (PublishedEvent event : unchecked(topic)) {
			if (key.equals(event.key())) {
				EventContracts.assertValid(event.type(), event.body().toString());
				events.putIfAbsent(event.id(), event);
			}
		}
		return List.copyOf(events.values());
	}

	/**
	 * Waits until at least so many events stand on a topic under a key.
	 */
	public List<PublishedEvent> awaitPublished(String topic, String key, int count) {
		return Awaitility.await("%d events of %s on %s".formatted(count, key, topic))
			.pollInSameThread()
			.atMost(PATIENCE)
			.until(() -> published(topic, key), (events) -> events.size() >= count);
	}

	/**
	 * Returns the topics of the context, those of dead letters among them.
	 */
	public Set<String> topics() {
		try (KafkaConsumer<String, String> consumer = consumer()) {
			return consumer.listTopics()
				.keySet()
				.stream()
				.filter((topic) -> topic.startsWith(this.prefix))
				.map((topic) -> topic.substring(this.prefix.length()))
				.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	/**
	 * Returns everything that stands on a topic, valid or not.
	 */
	public synchronized List<PublishedEvent> unchecked(String topic) {
		Reader reader = this.readers.computeIfAbsent(topic, this::reader);
		reader.readOn();
		return List.copyOf(reader.events);
	}

	@Override
	public synchronized void close() {
		this.readers.values().forEach((reader) -> reader.consumer.close());
		this.readers.clear();
		if (this.producer != null) {
			this.producer.close();
			this.producer = null;
		}
	}

	private static Map<String, String> headers(String type, String key) {
		return Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_type", type, "ce_source",
				"/elsewhere", "ce_subject", key, "ce_time", Instant.EPOCH.toString(), "content-type",
				"application/json");
	}

	private Reader reader(String topic) {
		KafkaConsumer<String, String> consumer = consumer();
		List<TopicPartition> partitions = consumer.partitionsFor(this.prefix + topic)
			.stream()
			.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
			.toList();
		consumer.assign(partitions);
		consumer.seekToBeginning(partitions);
		return new Reader(consumer, partitions, new ArrayList<>());
	}

	private KafkaConsumer<String, String> consumer() {
		return new KafkaConsumer<>(Map.of("bootstrap.servers", this.servers, "enable.auto.commit", "false"),
				new StringDeserializer(), new StringDeserializer());
	}

	/**
	 * Reads one topic from its beginning and remembers.
	 */
	private record Reader(KafkaConsumer<String, String> consumer, List<TopicPartition> partitions,
			List<PublishedEvent> events) {

		void readOn() {
			Map<TopicPartition, Long> ends = this.consumer.endOffsets(this.partitions);
			while (this.partitions.stream()
				.anyMatch((partition) -> this.consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
				this.consumer.poll(Duration.ofMillis(200)).forEach((message) -> this.events.add(event(message)));
			}
		}

		private static PublishedEvent event(ConsumerRecord<String, String> message) {
			Map<String, String> headers = new LinkedHashMap<>();
			message.headers()
				.forEach((header) -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
			return new PublishedEvent(String.valueOf(message.key()), headers, body(message.value()), message.value());
		}

		private static JsonNode body(@Nullable String value) {
			if (value == null) {
				return JSON.getNodeFactory().nullNode();
			}
			try {
				return JSON.readTree(value);
			}
			catch (RuntimeException _) {
				return JSON.getNodeFactory().stringNode(value);
			}
		}

	}

}
