package io.medlinks.platform.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medlinks.platform.metrics.Measurement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How many records each group has still to take of each of its topics: the topic's end
 * less what the group has committed, as the broker knows both. So it is right while a
 * consumer is stuck, and while there is none.
 */
final class ConsumerLag implements Measurement, DisposableBean {

	/** The broker may stand still. */
	private static final Duration CLOSES_WITHIN = Duration.ofSeconds(2);

	private final Supplier<Admin> connecting;

	/** The topics of each group, both by their names in the cluster. */
	private final Map<String, Set<String>> topics = new LinkedHashMap<>();

	private final Map<Reading, Long> lags = new ConcurrentHashMap<>();

	private volatile @Nullable Admin admin;

	ConsumerLag(Supplier<Admin> connecting, EventsProperties properties, String application,
			List<EventSubscription> subscriptions, MeterRegistry meters) {
		this.connecting = connecting;
		for (EventSubscription subscription : subscriptions) {
			String group = subscription.group(application);
			this.topics.put(properties.prefixed(group),
					subscription.topics()
						.stream()
						.map((topic) -> properties.prefixed(topic.name()))
						.collect(Collectors.toUnmodifiableSet()));
			subscription.topics().forEach((topic) -> {
				Reading reading = new Reading(properties.prefixed(group), properties.prefixed(topic.name()));
				Gauge.builder("medlinks.consumer.lag", () -> this.lags.get(reading))
					.description("Records that a group has still to take of a topic")
					.tags("group", group, "topic", topic.name())
					.register(meters);
			});
		}
	}

	@Override
	public Mono<Void> renew() {
		return connected()
			.flatMap((broker) -> Mono.zip(partitions(broker), committed(broker))
				.flatMap((known) -> Mono
					.zip(offsets(broker, known.getT1(), OffsetSpec.latest()),
							offsets(broker, known.getT1(), OffsetSpec.earliest()))
					.doOnNext((places) -> keep(known.getT2(), places.getT2(), places.getT1()))))
			.then();
	}

	/** Looking up addresses may block. */
	private Mono<Admin> connected() {
		return Mono.fromCallable(() -> {
			Admin current = this.admin;
			if (current == null) {
				current = this.connecting.get();
				this.admin = current;
			}
			return current;
		}).subscribeOn(Schedulers.boundedElastic());
	}

	private Mono<List<TopicPartition>> partitions(Admin broker) {
		Set<String> all = this.topics.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
		return answer(() -> broker.describeTopics(all).allTopicNames())
			.map((descriptions) -> descriptions.values().stream().flatMap(ConsumerLag::partitions).toList());
	}

	private static Stream<TopicPartition> partitions(TopicDescription topic) {
		return topic.partitions().stream().map((partition) -> new TopicPartition(topic.name(), partition.partition()));
	}

	private Mono<Map<String, Map<TopicPartition, OffsetAndMetadata>>> committed(Admin broker) {
		Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
		this.topics.keySet().forEach((group) -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
		return answer(() -> broker.listConsumerGroupOffsets(groups).all());
	}

	private static Mono<Map<TopicPartition, ListOffsetsResultInfo>> offsets(Admin broker,
			List<TopicPartition> partitions, OffsetSpec which) {
		return answer(() -> broker
			.listOffsets(partitions.stream().collect(Collectors.toMap((partition) -> partition, (_) -> which)))
			.all());
	}

	private static <T> Mono<T> answer(Supplier<KafkaFuture<T>> question) {
		return Mono.fromCompletionStage(() -> question.get().toCompletionStage());
	}

	private void keep(Map<String, Map<TopicPartition, OffsetAndMetadata>> committed,
			Map<TopicPartition, ListOffsetsResultInfo> beginnings, Map<TopicPartition, ListOffsetsResultInfo> ends) {
		Map<Reading, Long> found = new HashMap<>();
		this.topics.forEach((group, topics) -> ends.forEach((partition, end) -> {
			if (topics.contains(partition.topic())) {
				@Nullable OffsetAndMetadata place = committed.getOrDefault(group, Map.of()).get(partition);
				long beginning = Objects.requireNonNull(beginnings.get(partition)).offset();
				long next = (place != null) ? Math.max(place.offset(), beginning) : beginning;
				found.merge(new Reading(group, partition.topic()), Math.max(0, end.offset() - next), Long::sum);
			}
		}));
		this.lags.putAll(found);
	}

	@Override
	public void unknown() {
		this.lags.clear();
	}

	@Override
	public void destroy() {
		Admin current = this.admin;
		if (current != null) {
			current.close(CLOSES_WITHIN);
		}
	}

	/** A topic that a group reads. */
	private record Reading(String group, String topic) {

	}

}
