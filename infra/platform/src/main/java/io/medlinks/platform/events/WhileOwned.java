package io.medlinks.platform.events;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;

/**
 * Tries again what a consumer still owns, whatever it failed with. One that was away from
 * its group for too long cannot commit; it has lost its partitions, and whoever has them
 * now begins where it last committed. If it took its batch once more it would set back
 * what the others have committed since.
 *
 * <p>
 * Where something fails between fetching records and handing them out, they are dropped
 * and the consumer would go on behind them: it goes back to what is committed.
 */
final class WhileOwned extends DefaultErrorHandler {

	private static final Logger log = LoggerFactory.getLogger(WhileOwned.class);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Consumers that may stand behind records that nobody has taken. */
	private final Set<Consumer<?, ?>> lost = Collections
		.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

	WhileOwned(BackOff backOff) {
		super(backOff);
		setAckAfterHandle(false);
		setClassifications(Map.of(), true);
	}

	/**
	 * Refuses a batch of a consumer that may stand behind records that nobody has taken.
	 * @throws LostTrackException where that is so
	 */
	void requireTrack(@Nullable Consumer<?, ?> consumer) {
		if (consumer != null && this.lost.contains(consumer)) {
			throw new LostTrackException();
		}
	}

	@Override
	public void handleBatch(Exception failure, ConsumerRecords<?, ?> records, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable again) {
		if (failure instanceof CommitFailedException) {
			log.warn("{} records were taken by a consumer that lost them meanwhile; they are taken again",
					records.count());
			return;
		}
		if (this.lost.contains(consumer)) {
			goBack(consumer);
			return;
		}
		super.handleBatch(failure, records, consumer, container, again);
	}

	@Override
	public void handleOtherException(Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container,
			boolean batchListener) {
		this.lost.add(consumer);
		try {
			goBack(consumer);
		}
		catch (RuntimeException ex) {
			log.warn("A consumer cannot go back yet to what it has committed ({})", ex.getClass().getName());
		}
		super.handleOtherException(failure, consumer, container, batchListener);
	}

	/**
	 * For a consumer without anything to do: commits what it has taken where that is not
	 * what is committed, so that nobody takes it again and no lag is seen. A commit that
	 * failed is not repeated by itself, and one of an earlier batch can come behind that
	 * of a later one.
	 */
	void settle(Consumer<?, ?> consumer) {
		if (this.lost.contains(consumer)) {
			goBack(consumer);
			return;
		}
		Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(consumer.assignment(), PATIENCE);
		Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
		for (TopicPartition partition : consumer.assignment()) {
			OffsetAndMetadata known = committed.get(partition);
			long next = consumer.position(partition, PATIENCE);
			if (known == null || known.offset() != next) {
				taken.put(partition, new OffsetAndMetadata(next));
			}
		}
		if (!taken.isEmpty()) {
			consumer.commitSync(taken, PATIENCE);
		}
	}

	private void goBack(Consumer<?, ?> consumer) {
		Set<TopicPartition> assigned = consumer.assignment();
		Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned, PATIENCE);
		for (TopicPartition partition : assigned) {
			OffsetAndMetadata known = committed.get(partition);
			if (known != null) {
				consumer.seek(partition, known);
			}
			else {
				consumer.seekToBeginning(List.of(partition));
			}
		}
		this.lost.remove(consumer);
	}

	/**
	 * A consumer that has to go back before it takes anything.
	 */
	static final class LostTrackException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		LostTrackException() {
			super("What was fetched before was dropped");
		}

	}

}
