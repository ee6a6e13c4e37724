package io.medlinks.e2e;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * O13: after all that the other tests did, every projection is as its source says. It
 * holds at any time, but comes last, when there is the most to compare.
 */
@ExtendWith(WholeSystem.class)
@Order(Integer.MAX_VALUE)
class ReconciledIT {

	/** How long the last changes may take to arrive on a busy machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final RunningSystem system;

	ReconciledIT(RunningSystem system) {
		this.system = system;
	}

	@Test
	void o13EveryProjectionIsAsItsSourceSays() {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofSeconds(1))
			.untilAsserted(() -> assertThat(this.system.disagreements()).isEmpty());
	}

}
