package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.medlinks.drill.clinic.StoredTruth;
import io.medlinks.drill.people.People;
import io.medlinks.drill.stack.Broker;
import io.medlinks.drill.stack.RunningStack;

/**
 * One run of a scenario: where it happens, and what comes of it.
 */
public final class Run {

	/** What each line that tells of something wrong begins with. */
	public static final String FAULT = "FAULT ";

	private final RunningStack stack;

	private final People people;

	private final StoredTruth stored;

	private final Size size;

	private final Duration patience;

	private final boolean reconciles;

	private final Consumer<String> progress;

	private final Map<String, String> figures = new LinkedHashMap<>();

	private final List<String> faults = new ArrayList<>();

	/**
	 * A run.
	 * @param stack the system
	 * @param people everybody who takes part
	 * @param stored what the databases hold
	 * @param size how much of everything
	 * @param patience how long everything may take to arrive after a fault has ended
	 * @param reconciles whether all data of the system must be as their owners say, not
	 * only what this run has made
	 * @param progress is told what happens
	 */
	public Run(RunningStack stack, People people, StoredTruth stored, Size size, Duration patience, boolean reconciles,
			Consumer<String> progress) {
		this.stack = stack;
		this.people = people;
		this.stored = stored;
		this.size = size;
		this.patience = patience;
		this.reconciles = reconciles;
		this.progress = progress;
	}

	/** The system. */
	public RunningStack stack() {
		return this.stack;
	}

	/** Everybody who takes part. */
	public People people() {
		return this.people;
	}

	/** What the databases hold. */
	public StoredTruth stored() {
		return this.stored;
	}

	/** How much of everything. */
	public Size size() {
		return this.size;
	}

	/** How long everything may take to arrive after a fault has ended. */
	public Duration patience() {
		return this.patience;
	}

	/**
	 * Carries a scenario out and looks at what must be true behind each.
	 * @param scenario what is broken
	 * @throws Exception where the drill itself fails
	 */
	public void carryOut(Scenario scenario) throws Exception {
		scenario.run(this);
		figure("traffic", this.people.traffic());
		if (scenario.leavesAllWell()) {
			this.people.leaks().forEach(this::fault);
			reconcile();
		}
	}

	/**
	 * Looks whether all projections are as their sources say once everything is read, and
	 * keeps what is not.
	 */
	void reconcile() throws IOException, InterruptedException {
		if (this.reconciles) {
			try (Broker broker = new Broker(this.stack.kafka())) {
				broker.awaitRead(this.patience, this::say);
			}
			List<String> differences = this.stack.reconcile(false);
			faults("reconcile", differences);
			figure("reconcile", differences.isEmpty() ? "clean" : differences.size() + " differences");
		}
	}

	/** Says what happens. */
	public void say(String line) {
		this.progress.accept(line);
	}

	/** Keeps a figure for the report, and says it. */
	public void figure(String name, Object value) {
		this.figures.put(name, value.toString());
		say(name + ": " + value);
	}

	/** Keeps what is wrong, and says it. */
	public void fault(String fault) {
		this.faults.add(fault);
		say(FAULT + fault);
	}

	/** Keeps what is wrong after something, and says it. */
	public void faults(String after, Collection<String> faults) {
		faults.forEach((fault) -> fault(after + ": " + fault));
	}

	/** The figures, in the order in which they came. */
	public Map<String, String> figures() {
		return Map.copyOf(this.figures).isEmpty() ? Map.of() : new LinkedHashMap<>(this.figures);
	}

	/** What is wrong. */
	public List<String> faults() {
		return List.copyOf(this.faults);
	}

	/**
	 * The value below which a share of sorted values lies; 0 where there are none.
	 * @param sorted the values
	 * @param share the share, from 0 to 1
	 */
	public static long percentile(List<Long> sorted, double share) {
		return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
	}

	/** A time in words. */
	public static String seconds(long nanos) {
		return String.format(Locale.ROOT, "%.1f s", nanos / 1_000_000_000.0);
	}

	/**
	 * How much of everything: the drill's full size, or one that fits into a build.
	 */
	public enum Size {

		/** As the guarantees are stated. */
		FULL,

		/** Enough to notice, in a minute or so each. */
		SHORT;

		/**
		 * A number by size.
		 * @param full the number at full size
		 * @param small the number at short size
		 */
		public int of(int full, int small) {
			return (this == FULL) ? full : small;
		}

	}

}
