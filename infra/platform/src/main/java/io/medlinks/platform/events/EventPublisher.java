package io.medlinks.platform.events;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends events as CloudEvents 1.0 in binary mode (Kafka protocol binding): attributes in
 * headers, the JSON body as the value.
 */
final class EventPublisher {

	private final KafkaTemplate<String, byte[]> kafka;

	private final EventsProperties properties;

	private final String source;

	EventPublisher(KafkaTemplate<String, byte[]> kafka, EventsProperties properties, String application) {
		this.kafka = kafka;
		this.properties = properties;
		this.source = "/" + application;
	}

	/**
	 * Sends one event; completes when all in-sync replicas have it. A send may block for
	 * up to {@code max.block.ms} while the broker is away, so it runs where that is
	 * allowed.
	 */
	Mono<Void> publish(OutboxEvent event) {
		return send(record(event)).then();
	}

	/** Sends a record; returns where it stands. */
	Mono<RecordMetadata> send(ProducerRecord<String, byte[]> message) {
		return Mono.defer(() -> Mono.fromFuture(this.kafka.send(message)))
			.subscribeOn(Schedulers.boundedElastic())
			.map(SendResult::getRecordMetadata);
	}

	private ProducerRecord<String, byte[]> record(OutboxEvent event) {
		ProducerRecord<String, byte[]> message = new ProducerRecord<>(this.properties.prefixed(event.topic()),
				event.key(), event.body().getBytes(StandardCharsets.UTF_8));
		Headers headers = message.headers();
		add(headers, "ce_specversion", "1.0");
		add(headers, "ce_id", event.id());
		add(headers, "ce_type", event.type());
		add(headers, "ce_source", this.source);
		add(headers, "ce_subject", event.subject());
		add(headers, "ce_time", event.at().toString());
		add(headers, "content-type", "application/json");
		if (event.traceparent() != null) {
			add(headers, "traceparent", event.traceparent());
		}
		return message;
	}

	static void add(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
