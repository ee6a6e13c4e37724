package io.medlinks.platform.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Measurements are renewed again and again, whatever becomes of one of them.
 */
class MeasurementsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	@Test
	void goesOnWhereOneFails() {
		Counted failing = new Counted(Mono.error(new IllegalStateException("nobody there")));
		Counted other = new Counted(Mono.empty());
		Measurements measurements = new Measurements(List.of(failing, other),
				new MetricsProperties(Duration.ofMillis(10)));
		measurements.start();
		try {
			Awaitility.await().atMost(PATIENCE).until(() -> failing.unknown.get() >= 3 && other.renewed.get() >= 3);
		}
		finally {
			measurements.stop();
		}
	}

	/**
	 * Counts how it was treated.
	 */
	private static final class Counted implements Measurement {

		private final Mono<Void> answer;

		private final AtomicInteger renewed = new AtomicInteger();

		private final AtomicInteger unknown = new AtomicInteger();

		Counted(Mono<Void> answer) {
			this.answer = answer;
		}

		@Override
		public Mono<Void> renew() {
			this.renewed.incrementAndGet();
			return this.answer;
		}

		@Override
		public void unknown() {
			this.unknown.incrementAndGet();
		}

	}

}
