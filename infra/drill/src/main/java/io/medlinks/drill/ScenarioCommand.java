package io.medlinks.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.medlinks.drill.clinic.StoredTruth;
import io.medlinks.drill.people.People;
import io.medlinks.drill.scenario.Run;
import io.medlinks.drill.scenario.Run.Size;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.stack.RunningStack;

/**
 * A command that starts a stack of its own, runs scenarios on it one after the other and
 * reports.
 *
 * @param name the command, which is also the folder of its stack
 * @param instances how many instances of the gateway and of every service run
 * @param jvmOptions options of the services' JVMs where nothing is to be broken; none
 * where parts are to be made to die
 * @param help what the command's help says, before the list of scenarios
 */
public record ScenarioCommand(String name, int instances, List<String> jvmOptions, String help) {

	private static final Duration PATIENCE = Duration.ofSeconds(150);

	/**
	 * Takes an option and what follows it out of the arguments.
	 * @param args the arguments, which change
	 * @param name the option
	 */
	public static Optional<String> option(List<String> args, String name) {
		int option = args.indexOf(name);
		if (option < 0 || option + 1 >= args.size()) {
			return Optional.empty();
		}
		args.remove(option);
		return Optional.of(args.remove(option));
	}

	/** The drill's own command: parts can be made to die. */
	ScenarioCommand(String name, int instances, String help) {
		this(name, instances, List.of(), help);
	}

	/**
	 * Runs the command.
	 * @param root the folder of the whole repository, which is built
	 * @param arguments names of scenarios, and options
	 * @param scenarios all scenarios
	 * @return the exit status
	 */
	public int run(Path root, List<String> arguments, List<Scenario> scenarios) throws Exception {
		List<String> args = new ArrayList<>(arguments);
		Size size = args.remove("--short") ? Size.SHORT : Size.FULL;
		boolean keep = args.remove("--keep");
		Optional<Path> file = option(args, "--report").map(Path::of);
		List<String> names = scenarios.stream().map(Scenario::name).toList();
		if (args.contains("help") || !names.containsAll(args)) {
			System.out.print(this.help);
			scenarios.forEach((scenario) -> System.out.println("  " + scenario.name() + ": " + scenario.promise()));
			return args.contains("help") ? 0 : 2;
		}
		List<Scenario> chosen = scenarios.stream()
			.filter((scenario) -> args.isEmpty() || args.contains(scenario.name()))
			.toList();
		Report report = new Report(this, size, version(root));
		if (file.isPresent() && Files.exists(file.get())) {
			report.goOnFrom(Files.readString(file.get()));
		}
		boolean isWell = true;
		RunningStack stack = stack(root);
		Thread rescue = new Thread(stack::close, "rescue");
		if (!keep) {
			Runtime.getRuntime().addShutdownHook(rescue);
		}
		try (StoredTruth stored = new StoredTruth(stack.mongodb())) {
			for (Scenario scenario : chosen) {
				Outcome outcome = run(scenario,
						new Run(stack, new People(stack), stored, size, PATIENCE, true, ScenarioCommand::say));
				isWell &= outcome.isWell();
				report.add(outcome);
				if (file.isPresent()) {
					Files.writeString(file.get(), report.text());
				}
			}
		}
		finally {
			if (!keep) {
				Runtime.getRuntime().removeShutdownHook(rescue);
				stack.close();
			}
		}
		System.out.println();
		System.out.println(report.text());
		return isWell ? 0 : 1;
	}

	/** The commit that is checked out; a word where there is none, as in an archive. */
	private static String version(Path root) throws InterruptedException {
		try {
			Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").directory(root.toFile())
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			String version = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			return (git.waitFor() == 0) ? version : "unknown";
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

	private RunningStack stack(Path root) throws IOException, InterruptedException {
		Path home = root.resolve(".medlinks").resolve(this.name);
		Optional<RunningStack> left = RunningStack.leftRunning(root, home, this.instances, this.jvmOptions,
				ScenarioCommand::say);
		if (left.isPresent()) {
			return left.get();
		}
		String[] options = { "--no-demo", "--instances", Integer.toString(this.instances) };
		RunningStack stack = this.jvmOptions.isEmpty() ? RunningStack.start(root, home, ScenarioCommand::say, options)
				: RunningStack.startUnbroken(root, home, ScenarioCommand::say, this.jvmOptions, options);
		stack.realm().hashPasswordsCheaply();
		return stack;
	}

	private static Outcome run(Scenario scenario, Run run) {
		say("== " + scenario.name() + ": " + scenario.promise());
		long begin = System.nanoTime();
		try {
			run.carryOut(scenario);
		}
		catch (Exception ex) {
			run.fault("it could not go on: " + ex);
			ex.printStackTrace(System.out);
		}
		Outcome outcome = new Outcome(scenario.title(), scenario.promise(), run.figures(), run.faults(),
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
