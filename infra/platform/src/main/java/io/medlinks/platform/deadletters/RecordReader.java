package io.medlinks.platform.deadletters;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeoutException;

import io.medlinks.platform.events.SetAsideRecord.Place;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads single records from the broker.
 */
final class RecordReader {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ConsumerFactory<String, byte[]> consumers;

	RecordReader(ConsumerFactory<String, byte[]> consumers) {
		this.consumers = consumers;
	}

	/**
	 * The record at a place; empty where it lies there no more. A consumer blocks while
	 * it asks, so it runs where that is allowed.
	 */
	Mono<ConsumerRecord<String, byte[]>> at(Place place) {
		return Mono.fromCallable(() -> read(place)).subscribeOn(Schedulers.boundedElastic());
	}

	private @Nullable ConsumerRecord<String, byte[]> read(Place place) throws TimeoutException {
		Properties settings = new Properties();
		settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
		settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
		settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
		settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
		TopicPartition partition = new TopicPartition(place.topic(), place.partition());
		try (Consumer<String, byte[]> consumer = this.consumers.createConsumer(null, "replay", null, settings)) {
			consumer.assign(List.of(partition));
			if (consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L) <= place.offset()) {
				return null;
			}
			consumer.seek(partition, place.offset());
			List<ConsumerRecord<String, byte[]>> found = consumer.poll(PATIENCE).records(partition);
			if (found.isEmpty()) {
				throw new TimeoutException("The broker does not answer");
			}
			return (found.getFirst().offset() == place.offset()) ? found.getFirst() : null;
		}
		catch (OffsetOutOfRangeException ex) {
			return null;
		}
	}

}
