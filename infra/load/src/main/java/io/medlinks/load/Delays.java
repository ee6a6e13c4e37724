package io.medlinks.load;

import java.util.List;

import io.medlinks.drill.scenario.Run;

/**
 * Measured times, sorted.
 *
 * @param millis the times in milliseconds
 */
record Delays(List<Long> millis) {

	Delays(List<Long> millis) {
		this.millis = millis.stream().sorted().toList();
	}

	/** The 50th percentile in milliseconds; 0 where nothing was measured. */
	long median() {
		return Run.percentile(this.millis, 0.5);
	}

	/** The 95th percentile in milliseconds; 0 where nothing was measured. */
	long p95() {
		return Run.percentile(this.millis, 0.95);
	}

	/**
	 * The median as a multiple of that of other times.
	 * @param others the other times
	 * @throws IllegalStateException where either has none, or the other median is 0
	 */
	double ratioTo(Delays others) {
		if (this.millis.isEmpty() || others.median() == 0) {
			throw new IllegalStateException("There is nothing to compare");
		}
		return (double) median() / others.median();
	}

	@Override
	public String toString() {
		return this.millis.isEmpty() ? "nothing measured" : "p50 %d ms, p95 %d ms, p99 %d ms, at the most %d ms"
			.formatted(median(), p95(), Run.percentile(this.millis, 0.99), this.millis.getLast());
	}

}
