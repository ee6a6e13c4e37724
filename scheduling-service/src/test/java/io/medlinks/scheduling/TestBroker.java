package io.medlinks.scheduling;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.springframework.core.env.Environment;

/**
 * The other services, as far as the broker shows them.
 */
final class TestBroker {

	private final String servers;

	private final String prefix;

	TestBroker(Environment environment) {
		this.servers = environment.getRequiredProperty("MEDLINKS_KAFKA_BOOTSTRAP_SERVERS");
		this.prefix = environment.getRequiredProperty("medlinks.events.topic-prefix");
	}

	/**
	 * Publishes a fact as another service would.
	 */
	void publish(String topic, String type, String key, String body) {
		ProducerRecord<String, String> message = new ProducerRecord<>(this.prefix + topic, key, body);
		Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_type", type, "ce_source",
				"/elsewhere", "ce_subject", key, "ce_time", "2026-11-23T07:00:00Z", "content-type", "application/json")
			.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.servers, "acks", "all"), new StringSerializer(),
				new StringSerializer())) {
			producer.send(message).get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The fact could not be published", ex);
		}
	}

	/**
	 * Waits for a key's first records on a topic.
	 */
	List<ConsumerRecord<String, String>> published(String topic, String key, int count) {
		try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", this.servers, "group.id", "test-" + UUID.randomUUID(), "auto.offset.reset",
						"earliest", "enable.auto.commit", "false"),
				new StringDeserializer(), new StringDeserializer())) {
			consumer.subscribe(List.of(this.prefix + topic));
			List<ConsumerRecord<String, String>> found = new ArrayList<>();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
				consumer.poll(Duration.ofMillis(200)).forEach((message) -> {
					if (key.equals(message.key())) {
						found.add(message);
					}
				});
				return found.size() >= count;
			});
			return found;
		}
	}

	static String header(ConsumerRecord<String, String> message, String name) {
		return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

}
