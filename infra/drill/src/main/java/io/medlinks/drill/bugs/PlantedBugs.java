package io.medlinks.drill.bugs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.medlinks.drill.people.People;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.scenario.Run;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.stack.Broker;

/**
 * The drill drilled: each guarantee is broken on purpose, in both instances, and the
 * scenario that watches over it must say so. Each of those scenarios first runs without a
 * bug and must find nothing.
 */
public final class PlantedBugs implements Scenario {

	/** An invitation that dies with an instance is another's after a minute. */
	private static final Duration PATIENCE = Duration.ofSeconds(70);

	/**
	 * Where a crash comes is luck, so a bug that slips through is looked for once more.
	 */
	private static final int TRIES = 2;

	/** A bug that keeps people from going on is noticed by that. */
	private static final Duration PATIENCE_OF_PEOPLE = Duration.ofSeconds(75);

	/** A batch of poison takes a minute before it is less. */
	private static final Duration PATIENCE_WITH_LEFTOVERS = Duration.ofMinutes(3);

	private final List<PlantedBug> bugs;

	private final String parts;

	/**
	 * The bugs to plant, those of one module behind each other: between two modules both
	 * are started again. Those of patient-service come last: what a reader who is kept
	 * leaves to be read takes longest.
	 * @param parts what their names contain, one of several that commas part; empty for
	 * all
	 */
	public PlantedBugs(String parts) {
		this.parts = parts;
		this.bugs = BugList.all()
			.stream()
			.filter((bug) -> Arrays.stream(parts.split(",")).map(String::strip).anyMatch(bug.name()::contains))
			.sorted(Comparator.comparing((PlantedBug bug) -> bug.module().equals("patient-service"))
				.thenComparing(PlantedBug::module))
			.toList();
	}

	@Override
	public String name() {
		return "planted-bugs";
	}

	@Override
	public String title() {
		return this.parts.isEmpty() ? name() : name() + " with " + this.parts;
	}

	@Override
	public String promise() {
		return "Each of " + this.bugs.size()
				+ " bugs planted in the guarantees is caught, and nothing is found without";
	}

	@Override
	public boolean leavesAllWell() {
		return false;
	}

	@Override
	public void run(Run run) throws Exception {
		Path folder = run.stack().home().resolve("bugs");
		BuggyJar.delete(folder);
		BuggyJar jars = new BuggyJar(run.stack().root(), Files.createDirectories(folder));
		Map<String, String> results = new LinkedHashMap<>();
		List<String> silent = new ArrayList<>();
		Planted planted = new Planted(run, jars);
		for (Scenario scenario : distinctScenarios()) {
			planted.workOffWhatIsLeft();
			List<String> found = faults(run, scenario, (_) -> false);
			silent.addAll(found);
			run.say("without a bug, " + scenario.name() + ": " + (found.isEmpty() ? "nothing found" : found));
		}
		run.faults("without any bug", silent);
		if (this.bugs.isEmpty()) {
			run.fault("no bug's name contains what was asked for");
		}
		int caught = 0;
		for (PlantedBug bug : this.bugs) {
			long begin = System.nanoTime();
			planted.plant(bug);
			List<String> found = List.of();
			List<String> others = new ArrayList<>();
			int tries = 0;
			while (found.isEmpty() && tries < TRIES) {
				if (tries > 0) {
					planted.workOffWhatIsLeft();
				}
				List<String> faults = faults(run, bug.scenario(), (fault) -> !bug.noticedIn(List.of(fault)).isEmpty());
				found = bug.noticedIn(faults);
				others.addAll(faults);
				tries++;
			}
			caught += found.isEmpty() ? 0 : 1;
			String by = bug.scenario().name() + ((tries > 1) ? " at the second try" : "");
			results.put(bug.name(),
					found.isEmpty() ? notCaught(bug, others) : "caught by " + by + " (" + found.getFirst() + ")");
			run.say("%s: %s, %s".formatted(bug.name(), results.get(bug.name()),
					Run.seconds(System.nanoTime() - begin)));
			if (found.isEmpty()) {
				run.fault("'" + bug.name() + "' was not caught");
			}
		}
		planted.remove();
		run.figure("caught", caught + " of " + this.bugs.size());
		results.forEach(run::figure);
	}

	private static String notCaught(PlantedBug bug, List<String> others) {
		return "NOT CAUGHT by " + bug.scenario().name()
				+ (others.isEmpty() ? "" : "; something else went wrong: " + String.join("; ", others));
	}

	private List<Scenario> distinctScenarios() {
		Map<String, Scenario> distinct = new LinkedHashMap<>();
		this.bugs.forEach((bug) -> distinct.putIfAbsent(bug.scenario().name(), bug.scenario()));
		return List.copyOf(distinct.values());
	}

	/**
	 * A run of its own, so that nothing of another bug is counted. Where people cannot go
	 * on, that is noticed too; whoever died with them comes back.
	 * @param enough which fault ends it, as nothing more is to be learned then
	 */
	private static List<String> faults(Run run, Scenario scenario, Predicate<String> enough) throws Exception {
		Run own = new Run(run.stack(), new People(run.stack(), PATIENCE_OF_PEOPLE), run.stored(), Run.Size.SHORT,
				longer(PATIENCE, scenario.patience()), false, (line) -> {
					if (line.startsWith(Run.FAULT) && enough.test(line)) {
						throw new NoticedException();
					}
				});
		List<String> stopped = new ArrayList<>();
		try {
			scenario.run(own);
		}
		catch (IOException | Person.NoAnswerException | NoticedException ex) {
			if (isCausedBy(Person.NoAnswerException.class, ex)) {
				stopped.add("people could not go on: " + ex.getMessage());
			}
			else if (!isCausedBy(NoticedException.class, ex)) {
				throw ex;
			}
			run.stack().restartTheDead();
		}
		return Stream.concat(own.faults().stream(), stopped.stream()).toList();
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	/** What else goes wrong is the drill's own trouble and no bug that was noticed. */
	private static boolean isCausedBy(Class<? extends Exception> type, Exception failure) {
		Throwable cause = failure;
		while (cause != null && !type.isInstance(cause)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

	/** Ends a scenario that has noticed the bug. */
	private static final class NoticedException extends RuntimeException {

		NoticedException() {
			super("the bug was noticed", null, false, false);
		}

	}

	/** A bug stays until the next one of another module comes. */
	private static final class Planted {

		private final Run run;

		private final BuggyJar jars;

		private String module = "";

		Planted(Run run, BuggyJar jars) {
			this.run = run;
			this.jars = jars;
		}

		void plant(PlantedBug bug) throws IOException, InterruptedException {
			Path jar = this.jars.with(bug);
			if (!bug.module().equals(this.module)) {
				remove();
			}
			this.module = bug.module();
			this.run.stack().runFrom(bug.module(), jar);
			workOffWhatIsLeft();
		}

		/**
		 * What the bug or the try before left behind must not be taken for this one's
		 * doing.
		 */
		private void workOffWhatIsLeft() throws IOException, InterruptedException {
			try (Broker broker = new Broker(this.run.stack().kafka())) {
				Map<String, Long> left = broker.awaitRead(PATIENCE_WITH_LEFTOVERS, this.run::say);
				if (!left.isEmpty()) {
					this.run.say("what was left before is not read: " + left);
				}
			}
		}

		void remove() throws IOException, InterruptedException {
			if (!this.module.isEmpty()) {
				this.run.stack().runFrom(this.module, this.jars.original(this.module));
				this.module = "";
			}
		}

	}

}
