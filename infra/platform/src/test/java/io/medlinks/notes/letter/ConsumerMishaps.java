package io.medlinks.notes.letter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets something happen to the consumer of letters, once each time.
 */
@Component
public class ConsumerMishaps implements DefaultKafkaConsumerFactoryCustomizer {

	/** What can happen. */
	public enum Mishap {

		/** What was fetched is dropped. */
		DROPS,

		/** The consumer's thread dies. */
		DIES,

		/** Everything that was committed is set back to the beginning. */
		SETS_BACK

	}

	private final AtomicReference<@Nullable Mishap> next = new AtomicReference<>();

	/** Lets it happen with the next letter that comes; when that has come it is over. */
	public void next(Mishap mishap) {
		this.next.set(mishap);
	}

	/** Whether it has happened. */
	public boolean isOver() {
		return this.next.get() == null;
	}

	@Override
	public void customize(DefaultKafkaConsumerFactory<?, ?> factory) {
		factory.addPostProcessor(this::accidentProne);
	}

	@SuppressWarnings("unchecked")
	private <K, V> Consumer<K, V> accidentProne(Consumer<K, V> consumer) {
		return (Consumer<K, V>) Proxy.newProxyInstance(Consumer.class.getClassLoader(),
				new Class<?>[] { Consumer.class }, (_, method, arguments) -> invoke(consumer, method, arguments));
	}

	private @Nullable Object invoke(Consumer<?, ?> consumer, Method method, Object @Nullable [] arguments)
			throws Throwable {
		try {
			Object answer = method.invoke(consumer, arguments);
			if (!isOver() && answer instanceof ConsumerRecords<?, ?> records && !records.isEmpty()
					&& consumer.groupMetadata().groupId().endsWith("notes.letters")) {
				happen(consumer);
			}
			return answer;
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private void happen(Consumer<?, ?> consumer) {
		Mishap mishap = this.next.getAndSet(null);
		if (mishap == null) {
			return;
		}
		switch (mishap) {
			case DROPS -> throw new KafkaException("Something went wrong after fetching");
			case DIES -> throw new NoClassDefFoundError("Something was not there");
			case SETS_BACK -> consumer.commitSync(consumer.assignment()
				.stream()
				.collect(Collectors.toMap((partition) -> partition, (_) -> new OffsetAndMetadata(0))));
		}
	}

}
