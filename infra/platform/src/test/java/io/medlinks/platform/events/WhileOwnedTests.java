package io.medlinks.platform.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Nothing that a record fails with makes it pass unseen.
 */
class WhileOwnedTests {

	private final TopicPartition partition = new TopicPartition("letters", 0);

	private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

	private final MessageListenerContainer container = new KafkaMessageListenerContainer<>(
			new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("letters"));

	@BeforeEach
	void fetch() {
		this.consumer.assign(List.of(this.partition));
		this.consumer.updateBeginningOffsets(Map.of(this.partition, 0L));
		this.consumer.addRecord(new ConsumerRecord<>("letters", 0, 0, "a", new byte[0]));
		this.consumer.addRecord(new ConsumerRecord<>("letters", 0, 1, "b", new byte[0]));
	}

	static Stream<Throwable> failures() {
		return Stream.of(new IllegalStateException(), new ClassCastException(), new NoSuchMethodException(),
				new ConversionFailedException(null, TypeDescriptor.valueOf(String.class), null,
						new IllegalArgumentException()));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void triesAgain(Throwable cause) {
		ConsumerRecords<String, byte[]> records = this.consumer.poll(Duration.ZERO);
		assertThat(this.consumer.position(this.partition)).isEqualTo(2);
		Exception failure = new ListenerExecutionFailedException("Not taken",
				new BatchListenerFailedException("Not taken", cause, records.iterator().next()));
		assertThatThrownBy(() -> new WhileOwned(new FixedBackOff(0, Long.MAX_VALUE)).handleBatch(failure, records,
				this.consumer, this.container, () -> {
				}))
			.hasMessageContaining("not yet recovered");
		assertThat(this.consumer.position(this.partition)).isZero();
		assertThat(this.consumer.committed(Set.of(this.partition)).get(this.partition)).isNull();
	}

}
