package io.medlinks.e2e;

import java.time.Duration;
import java.util.List;

import io.medlinks.drill.clinic.StoredTruth;
import io.medlinks.drill.matrix.Matrix;
import io.medlinks.drill.people.People;
import io.medlinks.drill.scenario.Canaries;
import io.medlinks.drill.scenario.Crashes;
import io.medlinks.drill.scenario.OneOpening;
import io.medlinks.drill.scenario.RandomBookings;
import io.medlinks.drill.scenario.Run;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.scenario.Streams;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The drill in short: what can be broken in a minute or so each, with two instances of
 * everything.
 */
@ExtendWith(WholeSystem.class)
class GuaranteesIT {

	/** How long everything may take to arrive on a busy machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(150);

	private final RunningSystem system;

	GuaranteesIT(RunningSystem system) {
		this.system = system;
	}

	static List<Named> scenarios() {
		return List
			.<Scenario>of(new Matrix(), new OneOpening(), new RandomBookings(), new Crashes(), Streams.ofReaders(),
					new Canaries())
			.stream()
			.map(Named::new)
			.toList();
	}

	@ParameterizedTest
	@MethodSource("scenarios")
	void hold(Named named) throws Exception {
		try (StoredTruth stored = new StoredTruth(this.system.stack().mongodb())) {
			Run run = new Run(this.system.stack(), new People(this.system.stack()), stored, Run.Size.SHORT, PATIENCE,
					true, System.out::println);
			run.carryOut(named.scenario());
			assertThat(run.faults()).as(named.scenario().promise()).isEmpty();
			assertThat(run.figures()).isNotEmpty();
		}
	}

	/** A scenario by its name in the test's report. */
	record Named(Scenario scenario) {

		@Override
		public String toString() {
			return this.scenario.name();
		}

	}

}
