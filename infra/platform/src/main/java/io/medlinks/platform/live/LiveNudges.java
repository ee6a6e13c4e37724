package io.medlinks.platform.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.medlinks.platform.events.EventsProperties;
import io.medlinks.platform.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A small topic by which whoever wrote a feed wakes the instances that stream it. Each
 * instance reads all of it from the end. A lost nudge only costs time: the poll of the
 * feeds finds what it missed.
 */
final class LiveNudges implements SmartLifecycle {

	private static final String SEPARATOR = "\n";

	/** The header that names the instance which has woken its own streams already. */
	private static final String SENDER = "sender";

	/** For how long the other instances' nudges gather; a record for each costs more. */
	private static final Duration TOGETHER = Duration.ofMillis(50);

	/** Whom the other instances have not been told of. */
	private final Set<ReaderId> untold = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean telling = new AtomicBoolean();

	private final byte[] self = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

	private final KafkaTemplate<String, byte[]> kafka;

	private final ConsumerFactory<String, byte[]> consumers;

	private final EventsProperties properties;

	private final String topic;

	private volatile Consumer<Collection<ReaderId>> receiver = (_) -> {
	};

	private volatile @Nullable KafkaMessageListenerContainer<String, byte[]> container;

	LiveNudges(KafkaTemplate<String, byte[]> kafka, ConsumerFactory<String, byte[]> consumers,
			EventsProperties properties, Topic topic) {
		this.kafka = kafka;
		this.consumers = consumers;
		this.properties = properties;
		this.topic = properties.prefixed(topic.name());
	}

	void onNudge(Consumer<Collection<ReaderId>> receiver) {
		this.receiver = receiver;
	}

	/** Wakes the readers' streams on all instances; completes at once and never fails. */
	Mono<Void> send(Collection<ReaderId> readers) {
		return Mono.fromRunnable(() -> {
			this.receiver.accept(readers);
			this.untold.addAll(readers);
			if (this.telling.compareAndSet(false, true)) {
				Schedulers.boundedElastic().schedule(this::tellOthers, TOGETHER.toMillis(), TimeUnit.MILLISECONDS);
			}
		});
	}

	private void tellOthers() {
		this.telling.set(false);
		List<String> readers = new ArrayList<>();
		this.untold.removeIf((reader) -> readers.add(reader.value()));
		if (readers.isEmpty()) {
			return;
		}
		try {
			ProducerRecord<String, byte[]> nudge = new ProducerRecord<>(this.topic,
					String.join(SEPARATOR, readers).getBytes(StandardCharsets.UTF_8));
			nudge.headers().add(SENDER, this.self);
			this.kafka.send(nudge);
		}
		catch (RuntimeException ex) {
			// the poll of the feeds is the safety net
		}
	}

	@Override
	public void start() {
		ContainerProperties container = new ContainerProperties(
				new TopicPartitionOffset(this.topic, 0, TopicPartitionOffset.SeekPosition.END));
		container.setGroupId(this.properties.prefixed("live." + UUID.randomUUID()));
		container.setMissingTopicsFatal(false);
		container.getKafkaConsumerProperties().put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
		container.setMessageListener((MessageListener<String, byte[]>) this::received);
		KafkaMessageListenerContainer<String, byte[]> listener = new KafkaMessageListenerContainer<>(this.consumers,
				container);
		listener.setBeanName("live-nudges");
		listener.start();
		this.container = listener;
	}

	private void received(ConsumerRecord<String, byte[]> message) {
		Header sender = message.headers().lastHeader(SENDER);
		if (sender != null && Arrays.equals(sender.value(), this.self)) {
			return;
		}
		List<ReaderId> readers = Arrays.stream(new String(message.value(), StandardCharsets.UTF_8).split(SEPARATOR))
			.map(ReaderId::new)
			.toList();
		this.receiver.accept(readers);
	}

	@Override
	public void stop() {
		KafkaMessageListenerContainer<String, byte[]> listener = this.container;
		if (listener != null) {
			listener.stop();
			this.container = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.container != null;
	}

}
