package io.medlinks.local.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.medlinks.local.demo.DemoDay;
import io.medlinks.local.demo.synthetic.SyntheticClinic;
import io.medlinks.local.identity.RealmAdministrator;

/**
 * The command <code>./medlinks demo</code>: loads a synthetic clinic into the stack that
 * runs, once, and plays a day there.
 */
final class Demo {

	private static final long SEED = 20_261;

	private static final int PATIENTS = 200;

	private static final int USUAL_MINUTES = 10;

	private static final int MOST_MINUTES = 24 * 60;

	private static final Duration PACE = Duration.ofSeconds(2);

	private static final Duration VISITS_WITHIN = Duration.ofMinutes(8);

	private static final String WRITTEN = "past appointments are written";

	private final StackPlan plan;

	private final Path home;

	private final PrintStream out;

	Demo(StackPlan plan, Path home, PrintStream out) {
		this.plan = plan;
		this.home = home;
		this.out = out;
	}

	void run(List<String> options) throws StackException, IOException, InterruptedException {
		Duration live = live(options);
		Path begun = this.home.resolve("data/demo-clinic-begun");
		Path loaded = this.home.resolve("data/demo-clinic-loaded");
		if (!Files.exists(begun)) {
			Files.writeString(begun, LocalDate.now(SyntheticClinic.ZONE).toString());
		}
		// What broke off goes on with the same days, so that nothing is there twice.
		SyntheticClinic clinic = SyntheticClinic.of(SEED, PATIENTS, LocalDate.parse(Files.readString(begun).strip()));
		DemoDay demo = new DemoDay(clinic, this.plan.gateway(), this::say);
		if (!Files.exists(loaded)) {
			this.out.println("Loading a clinic of " + clinic.doctors().size() + " doctors and " + PATIENTS
					+ " patients; it takes some minutes …");
			demo.load(new RealmAdministrator(this.plan.state().ports().getOrDefault("keycloak", 0),
					this.plan.keycloakHome().resolve("admin")), this::writeVisits);
			Files.createFile(loaded);
		}
		this.out.println("Doctors sign in as " + clinic.doctors().getFirst().account().username() + " to "
				+ clinic.doctors().getLast().account().username() + ", patients as "
				+ clinic.patients().getFirst().account().username() + " and on, all with the password medlinks.");
		if (live.isPositive()) {
			this.out.println("A day at the clinic, for " + live.toMinutes() + " minutes; Ctrl-C ends it.");
			demo.play(SEED + System.nanoTime(), live, PACE);
		}
	}

	private static Duration live(List<String> options) throws StackException {
		if (options.isEmpty()) {
			return Duration.ofMinutes(USUAL_MINUTES);
		}
		if (options.size() == 2 && options.getFirst().equals("--live") && options.getLast().matches("\\d{1,4}")
				&& Integer.parseInt(options.getLast()) <= MOST_MINUTES) {
			return Duration.ofMinutes(Integer.parseInt(options.getLast()));
		}
		throw new StackException("demo takes --live with a number of minutes from 0 to " + MOST_MINUTES);
	}

	private void say(String line) {
		this.out.println("  " + LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
		this.out.flush();
	}

	/** An instance of scheduling-service of its own, which ends when they are written. */
	private void writeVisits(List<String> lines) throws IOException, InterruptedException {
		Path file = Files.write(this.home.resolve("data/demo-visits.jsonl"), lines);
		Path log = this.home.resolve("logs/demo-visits.log");
		Part service = this.plan.parts()
			.stream()
			.filter((part) -> part.name().equals("scheduling-service"))
			.findFirst()
			.orElseThrow();
		List<String> command = new ArrayList<>(service.command());
		command.add("--medlinks.local.past-appointments=" + file);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(service.environment());
		builder.environment().put("SERVER_PORT", "0");
		Process process = builder.start();
		try {
			long deadline = System.nanoTime() + VISITS_WITHIN.toNanos();
			while (!Files.readString(log).contains(WRITTEN)) {
				if (!process.isAlive() || System.nanoTime() > deadline) {
					throw new IOException("The visits were not written; " + log + " says why");
				}
				TimeUnit.MILLISECONDS.sleep(200);
			}
		}
		finally {
			process.destroy();
			process.waitFor();
		}
	}

}
