package io.medlinks.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.medlinks.drill.bugs.PlantedBugs;
import io.medlinks.drill.clinic.StoredTruth;
import io.medlinks.drill.matrix.Matrix;
import io.medlinks.drill.people.People;
import io.medlinks.drill.scenario.BrokerAway;
import io.medlinks.drill.scenario.Canaries;
import io.medlinks.drill.scenario.Crashes;
import io.medlinks.drill.scenario.Damage;
import io.medlinks.drill.scenario.OneOpening;
import io.medlinks.drill.scenario.Poison;
import io.medlinks.drill.scenario.RandomBookings;
import io.medlinks.drill.scenario.Run;
import io.medlinks.drill.scenario.Run.Size;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.scenario.ServiceAway;
import io.medlinks.drill.scenario.Sessions;
import io.medlinks.drill.scenario.Streams;
import io.medlinks.drill.stack.RunningStack;

/**
 * The command <code>./medlinks drill</code>: starts a stack of its own with two instances
 * of everything, breaks it one scenario after the other, and reports.
 */
public final class Drill {

	private static final Duration PATIENCE = Duration.ofSeconds(150);

	private static final String HELP = """
			./medlinks drill [scenario ...] [--short] [--keep] [--report FILE]
			                        breaks a system of its own with two instances of everything, and checks
			                        that nothing was lost, doubled or shown to the wrong person
			  --short               a tenth of everything
			  --keep                leaves the system running for the next drill
			  --report FILE         writes the report there, as Markdown
			  --at TEXT             lets instances die at those crash points only whose service and name
			                        contain it
			  --bug TEXT            plants those bugs only whose names contain it

			Scenarios, all of them unless named:
			""";

	private Drill() {
	}

	/**
	 * Runs the drill.
	 * @param args scenarios and options
	 */
	public static void main(String... args) throws Exception {
		Path root = Path.of(System.getProperty("medlinks.root", "")).toAbsolutePath().normalize();
		System.exit(run(root, new ArrayList<>(List.of(args))));
	}

	private static List<Scenario> scenarios(String at, String bug) {
		return List.of(new OneOpening(), new RandomBookings(), new Crashes(at), new BrokerAway(), new ServiceAway(),
				new Poison(), new Damage(), new Streams(), new Sessions(), new Matrix(), new Canaries(),
				new PlantedBugs(bug));
	}

	/** Takes an option and what follows it out of the arguments. */
	private static Optional<String> option(List<String> args, String name) {
		int option = args.indexOf(name);
		if (option < 0 || option + 1 >= args.size()) {
			return Optional.empty();
		}
		args.remove(option);
		return Optional.of(args.remove(option));
	}

	private static int run(Path root, List<String> args) throws Exception {
		Size size = args.remove("--short") ? Size.SHORT : Size.FULL;
		boolean keep = args.remove("--keep");
		Optional<Path> report = option(args, "--report").map(Path::of);
		List<Scenario> scenarios = scenarios(option(args, "--at").orElse(""), option(args, "--bug").orElse(""));
		List<String> names = scenarios.stream().map(Scenario::name).toList();
		if (args.contains("help") || !names.containsAll(args)) {
			System.out.print(HELP);
			scenarios.forEach((scenario) -> System.out.println("  " + scenario.name() + ": " + scenario.promise()));
			return args.contains("help") ? 0 : 2;
		}
		List<Scenario> chosen = scenarios.stream()
			.filter((scenario) -> args.isEmpty() || args.contains(scenario.name()))
			.toList();
		List<Outcome> outcomes = new ArrayList<>();
		RunningStack stack = stack(root);
		try (StoredTruth stored = new StoredTruth(stack.mongodb())) {
			for (Scenario scenario : chosen) {
				outcomes
					.add(run(scenario, new Run(stack, new People(stack), stored, size, PATIENCE, true, Drill::say)));
			}
		}
		finally {
			if (!keep) {
				stack.close();
			}
		}
		String text = Report.of(outcomes, size);
		System.out.println();
		System.out.println(text);
		if (report.isPresent()) {
			Files.writeString(report.get(), text);
		}
		return outcomes.stream().allMatch(Outcome::isWell) ? 0 : 1;
	}

	private static RunningStack stack(Path root) throws IOException, InterruptedException {
		Path home = root.resolve(".medlinks").resolve("drill");
		Optional<RunningStack> left = RunningStack.leftRunning(root, home, Drill::say);
		if (left.isPresent()) {
			return left.get();
		}
		RunningStack stack = RunningStack.start(root, home, Drill::say, "--no-demo", "--instances", "2");
		stack.realm().hashPasswordsCheaply();
		return stack;
	}

	private static Outcome run(Scenario scenario, Run run) {
		say("== " + scenario.name() + ": " + scenario.promise());
		long begin = System.nanoTime();
		try {
			scenario.run(run);
		}
		catch (Exception ex) {
			run.fault("the drill could not go on: " + ex);
			ex.printStackTrace(System.out);
		}
		Outcome outcome = new Outcome(scenario.name(), scenario.promise(), run.figures(), run.faults(),
				(System.nanoTime() - begin) / 1_000_000_000);
		say("== " + scenario.name() + ": " + (outcome.isWell() ? "holds" : outcome.faults().size() + " faults")
				+ " after " + outcome.seconds() + " s");
		return outcome;
	}

	private static void say(String line) {
		System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
		System.out.flush();
	}

	/**
	 * What came of a scenario.
	 *
	 * @param name the scenario
	 * @param promise what must be true
	 * @param figures what was measured
	 * @param faults what was not true
	 * @param seconds how long it took
	 */
	record Outcome(String name, String promise, Map<String, String> figures, List<String> faults, long seconds) {

		boolean isWell() {
			return this.faults.isEmpty();
		}

	}

}
