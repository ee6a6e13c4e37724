package io.medlinks.drill.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The broker as an operator with bad intentions sees it: reads everything, sends what it
 * likes, and sets groups back to the beginning.
 */
public final class Broker implements AutoCloseable {

	/** How often nothing must be left before nothing is. */
	private static final int LOOKS = 4;

	private static final Duration PROGRESS = Duration.ofSeconds(20);

	private static final Pattern FACTS = Pattern.compile("medlinks\\.(?!live).*(?<!\\.dlt)");

	private static final Duration POLL = Duration.ofMillis(500);

	private final Admin admin;

	private final KafkaProducer<String, byte[]> producer;

	private final String servers;

	/**
	 * Opens a broker.
	 * @param servers its bootstrap servers
	 */
	public Broker(String servers) {
		this.servers = servers;
		this.admin = Admin.create(Map.of("bootstrap.servers", servers));
		this.producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ProducerConfig.ACKS_CONFIG, "all"),
				new StringSerializer(), new ByteArraySerializer());
	}

	/** The topics that carry facts. */
	public Set<String> factTopics() throws IOException, InterruptedException {
		Set<String> topics = new TreeSet<>(get(this.admin.listTopics().names()));
		topics
			.removeIf((topic) -> !FACTS.matcher(topic).matches() || topic.endsWith(".dlt") || topic.endsWith(".retry"));
		return topics;
	}

	/** The topics of dead letters. */
	public Set<String> deadLetterTopics() throws IOException, InterruptedException {
		Set<String> topics = new TreeSet<>(get(this.admin.listTopics().names()));
		topics.removeIf((topic) -> !topic.endsWith(".dlt"));
		return topics;
	}

	/** All topics, whatever they carry. */
	public Set<String> allTopics() throws IOException, InterruptedException {
		return new TreeSet<>(get(this.admin.listTopics().names()));
	}

	/** Where each partition of some topics ends just now. */
	public Map<TopicPartition, Long> ends(Collection<String> topics) throws IOException, InterruptedException {
		List<TopicPartition> partitions = new ArrayList<>();
		get(this.admin.describeTopics(topics).allTopicNames()).values()
			.forEach((topic) -> topic.partitions()
				.forEach((partition) -> partitions.add(new TopicPartition(topic.name(), partition.partition()))));
		return offsets(partitions, OffsetSpec.latest());
	}

	/** Everything in some topics, each topic in order. */
	public List<ConsumerRecord<String, byte[]>> read(Collection<String> topics)
			throws IOException, InterruptedException {
		List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
		try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.servers, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
						"false"),
				new StringDeserializer(), new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = new ArrayList<>();
			for (String topic : topics) {
				consumer.partitionsFor(topic)
					.forEach((partition) -> partitions.add(new TopicPartition(topic, partition.partition())));
			}
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
			while (partitions.stream().anyMatch((one) -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
				consumer.poll(POLL).forEach(records::add);
			}
		}
		return records;
	}

	/** Sends records and waits until the broker has them. */
	public void send(Collection<ProducerRecord<String, byte[]>> records) {
		records.forEach(this.producer::send);
		this.producer.flush();
	}

	/**
	 * The groups of the services, without those of single instances.
	 * @param service the service, or nothing for all
	 */
	public List<String> groups(String service) throws IOException, InterruptedException {
		return get(this.admin.listGroups().all()).stream()
			.map((group) -> group.groupId())
			.filter((group) -> group.matches("[a-z-]+-service\\..*") && group.startsWith(service))
			.sorted()
			.toList();
	}

	/**
	 * Waits until the services' groups have read everything and it stays so; as long as
	 * it becomes less, it may take its time.
	 * @param patience for how long it may not become less
	 * @param progress is told from time to time how many records are left
	 * @return what each group has not read in the end; empty where everything is
	 */
	public Map<String, Long> awaitRead(Duration patience, Consumer<String> progress)
			throws IOException, InterruptedException {
		long least = Long.MAX_VALUE;
		long since = System.nanoTime();
		long told = since;
		int quiet = 0;
		Map<String, Long> left = Map.of();
		while (quiet < LOOKS) {
			left = lagByGroup();
			long lag = left.values().stream().mapToLong(Long::longValue).sum();
			quiet = (lag == 0) ? quiet + 1 : 0;
			if (lag < least) {
				least = lag;
				since = System.nanoTime();
			}
			if (System.nanoTime() - since > patience.toNanos()) {
				return left;
			}
			if (System.nanoTime() - told > PROGRESS.toNanos()) {
				told = System.nanoTime();
				progress.accept(lag + " records are still to be read");
			}
			TimeUnit.MILLISECONDS.sleep(700);
		}
		return left;
	}

	/** How many records those groups have still to read that have not read all. */
	public Map<String, Long> lagByGroup() throws IOException, InterruptedException {
		Map<String, Long> lags = new TreeMap<>();
		for (String group : groups("")) {
			Map<TopicPartition, OffsetAndMetadata> committed = get(
					this.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
			Set<TopicPartition> all = assigned(group);
			all.addAll(committed.keySet());
			Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
			Map<TopicPartition, Long> beginnings = offsets(all, OffsetSpec.earliest());
			long lag = 0;
			for (TopicPartition partition : all) {
				// Of what was never committed everything is still to be read.
				long read = committed.containsKey(partition) ? committed.get(partition).offset()
						: beginnings.getOrDefault(partition, 0L);
				lag += ends.getOrDefault(partition, 0L) - read;
			}
			if (lag != 0) {
				lags.put(group, lag);
			}
		}
		return lags;
	}

	/** What the members of a group read. */
	private Set<TopicPartition> assigned(String group) throws IOException, InterruptedException {
		Set<TopicPartition> assigned = new HashSet<>();
		get(this.admin.describeConsumerGroups(List.of(group)).all()).values()
			.forEach((description) -> description.members()
				.forEach((member) -> assigned.addAll(member.assignment().topicPartitions())));
		return assigned;
	}

	/**
	 * Sets the groups of a service, none of whose instances runs, back to the beginning.
	 */
	public void replayFromTheBeginning(String service) throws IOException, InterruptedException {
		for (String group : groups(service)) {
			Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
			Map<TopicPartition, OffsetAndMetadata> committed = get(
					this.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
			offsets(committed.keySet(), OffsetSpec.earliest())
				.forEach((partition, offset) -> first.put(partition, new OffsetAndMetadata(offset)));
			setBack(group, first);
		}
	}

	/**
	 * Lets a service's groups go on behind everything there is.
	 * @param service whose groups; its instances must be down
	 */
	public void skipToTheEnd(String service) throws IOException, InterruptedException {
		for (String group : groups(service)) {
			Set<String> topics = get(this.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
				.keySet()
				.stream()
				.map(TopicPartition::topic)
				.collect(Collectors.toSet());
			Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
			ends(topics).forEach((partition, offset) -> last.put(partition, new OffsetAndMetadata(offset)));
			setBack(group, last);
		}
	}

	/**
	 * Waits until nothing more comes.
	 * @param topics where
	 * @param quiet for how long nothing must have come
	 */
	public void awaitQuiet(Collection<String> topics, Duration quiet) throws IOException, InterruptedException {
		Map<TopicPartition, Long> before = Map.of();
		Map<TopicPartition, Long> now = ends(topics);
		while (!now.equals(before)) {
			before = now;
			TimeUnit.NANOSECONDS.sleep(quiet.toNanos());
			now = ends(topics);
		}
	}

	/** A group whose members were killed keeps them until their session has ended. */
	private void setBack(String group, Map<TopicPartition, OffsetAndMetadata> first)
			throws IOException, InterruptedException {
		IOException last = new IOException("not tried");
		for (int i = 0; i < 60; i++) {
			try {
				get(this.admin.alterConsumerGroupOffsets(group, first).all());
				return;
			}
			catch (IOException ex) {
				last = ex;
				TimeUnit.SECONDS.sleep(1);
			}
		}
		throw last;
	}

	private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which)
			throws IOException, InterruptedException {
		Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
		partitions.forEach((partition) -> asked.put(partition, which));
		Map<TopicPartition, Long> offsets = new HashMap<>();
		for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry : get(this.admin.listOffsets(asked).all())
			.entrySet()) {
			offsets.put(entry.getKey(), entry.getValue().offset());
		}
		return Collections.unmodifiableMap(offsets);
	}

	private static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
		try {
			return future.get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException | java.util.concurrent.TimeoutException ex) {
			throw new IOException("The broker did not do as asked", ex);
		}
	}

	@Override
	public void close() {
		this.producer.close(Duration.ofSeconds(5));
		this.admin.close(Duration.ofSeconds(5));
	}

}
