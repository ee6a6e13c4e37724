package io.medlinks.local.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.medlinks.local.demo.DemoAccounts;
import io.medlinks.local.identity.KeycloakInstallation;
import io.medlinks.local.process.Ports;
import io.medlinks.local.process.ProcessIdentity;
import io.medlinks.local.process.Readiness;
import io.medlinks.local.process.Stopping;

/**
 * The whole system on this machine: what the commands of the launcher do.
 */
final class LocalSystem {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** What eight processes and a page cache worth having need. */
	private static final long NEEDED_MEGABYTES = 3000;

	private final Path root;

	private final Path home;

	private final PrintStream out;

	LocalSystem(Path root, Path home, PrintStream out) {
		this.root = root;
		this.home = home;
		this.out = out;
	}

	void start(int instances, boolean freePorts) throws IOException, InterruptedException {
		long began = System.nanoTime();
		RunningState before = RunningState.read(stateFile()).orElse(null);
		if (before != null && before.anyAlive()) {
			sayRunning(before);
			return;
		}
		Map<String, String> external = external();
		Map<String, Integer> ports = SystemPlan.ports(instances, freePorts, external);
		checkPorts(ports);
		checkMemory();
		Files.createDirectories(this.home.resolve("data"));
		Files.createDirectories(this.home.resolve("logs"));
		String gatewayUrl = System.getenv()
			.getOrDefault("MEDLINKS_GATEWAY_URL", "http://localhost:" + ports.get(SystemPlan.GATEWAY));
		RunningState state = RunningState.starting(gatewayUrl, instances, external, ports);
		Thread undo = new Thread(() -> stop(state), "undo-start");
		Runtime.getRuntime().addShutdownHook(undo);
		start(new SystemPlan(this.root, this.home, state), state);
		loadDemo(state);
		Runtime.getRuntime().removeShutdownHook(undo);
		this.out.printf("%nMedLinks is ready after %.0f s.%n", seconds(began));
		sayAddresses(state);
	}

	private void start(SystemPlan plan, RunningState state) throws IOException, InterruptedException {
		try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
			Map<Part, Future<?>> foundation = new LinkedHashMap<>();
			for (Part part : plan.foundation()) {
				foundation.put(part, together.submit(() -> {
					if (part.name().equals(SystemPlan.KEYCLOAK)) {
						prepareKeycloak(plan);
					}
					startAndWait(part, state);
					return null;
				}));
			}
			for (Map.Entry<Part, Future<?>> entry : foundation.entrySet()) {
				if (!entry.getKey().name().equals(SystemPlan.KEYCLOAK)) {
					await(entry.getValue());
				}
			}
			List<Future<?>> services = submit(together, plan.services(), state);
			for (Future<?> part : foundation.values()) {
				await(part);
			}
			services.addAll(submit(together, plan.gateways(), state));
			for (Future<?> part : services) {
				await(part);
			}
		}
	}

	private List<Future<?>> submit(ExecutorService together, List<Part> parts, RunningState state) {
		List<Future<?>> submitted = new ArrayList<>();
		for (Part part : parts) {
			submitted.add(together.submit(() -> {
				startAndWait(part, state);
				return null;
			}));
		}
		return submitted;
	}

	private static void await(Future<?> part) throws InterruptedException {
		try {
			part.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof LauncherException launcher) ? launcher
					: new LauncherException("Starting failed: " + ex.getCause());
		}
	}

	private void prepareKeycloak(SystemPlan plan) throws IOException, InterruptedException {
		KeycloakInstallation installation = new KeycloakInstallation(this.root);
		if (!installation.isBuilt()) {
			say("keycloak", "is optimised once, about half a minute");
		}
		installation.prepare(plan.keycloakHome());
	}

	private void startAndWait(Part part, RunningState state) throws IOException, InterruptedException {
		long began = System.nanoTime();
		say(part.name(), "starts on port " + part.port());
		Path log = log(part.name());
		ProcessBuilder builder = new ProcessBuilder(detached(part.command()));
		builder.directory(this.home.toFile());
		builder.environment().put("MALLOC_ARENA_MAX", "2");
		builder.environment().putAll(part.environment());
		builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
		Process process = builder.start();
		state.record(part.name(), ProcessIdentity.of(process.toHandle()), stateFile());
		boolean ready = waitUntilReady(part, process);
		if (!process.isAlive()) {
			throw new LauncherException("%s ended while it was starting: %s (its log: %s)".formatted(part.name(),
					lastWords(log), shown(log)));
		}
		if (!ready) {
			throw new LauncherException("%s was not ready within %d s: %s (its log: %s)".formatted(part.name(),
					part.limitSeconds(), lastWords(log), shown(log)));
		}
		this.out.printf("  %-22s ready in %.1f s%n", part.name(), seconds(began));
	}

	private static boolean waitUntilReady(Part part, Process process) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(part.limitSeconds()).toNanos();
		while (process.isAlive() && System.nanoTime() < deadline) {
			Duration step = Duration.ofMillis(500);
			if (part.readiness().isEmpty() ? Readiness.connect(part.port(), step)
					: Readiness.http(part.readiness(), step)) {
				return true;
			}
		}
		return false;
	}

	/** In a session of its own, so that closing the terminal does not end it. */
	private static List<String> detached(List<String> command) {
		Path setsid = Path.of("/usr/bin/setsid");
		if (!Files.isExecutable(setsid)) {
			return command;
		}
		List<String> detached = new ArrayList<>(List.of(setsid.toString()));
		detached.addAll(command);
		return detached;
	}

	private void loadDemo(RunningState state) throws IOException {
		Path loaded = this.home.resolve("data/demo-accounts-loaded");
		if (Files.exists(loaded) || state.external().containsKey(SystemPlan.ISSUER)) {
			return;
		}
		long began = System.nanoTime();
		say("demo accounts", "get their entries and appointments");
		new DemoAccounts(state.gatewayUrl(), (line) -> this.out.println("    " + line)).load();
		Files.createFile(loaded);
		this.out.printf("  %-22s ready in %.1f s%n", "demo accounts", seconds(began));
	}

	void status() throws IOException {
		RunningState state = RunningState.read(stateFile()).orElse(null);
		if (state == null || !state.anyAlive()) {
			throw new LauncherException("MedLinks is not running; ./medlinks start starts it.");
		}
		boolean whole = true;
		for (Part part : new SystemPlan(this.root, this.home, state).all()) {
			boolean alive = state.isAlive(part.name());
			boolean ready = alive && (part.readiness().isEmpty() ? Ports.answers("127.0.0.1", part.port())
					: Readiness.answersOk(part.readiness()));
			whole &= ready;
			this.out.printf("  %-22s port %-6d %s%n", part.name(), part.port(),
					ready ? "ready" : alive ? "running, not ready" : "NOT RUNNING, see ./medlinks logs " + part.name());
		}
		sayAddresses(state);
		if (!whole) {
			throw new LauncherException("Not everything is ready; ./medlinks restart PART starts a part again.");
		}
	}

	void stop() throws IOException {
		RunningState state = RunningState.read(stateFile()).orElse(null);
		if (state == null || !state.anyAlive()) {
			this.out.println("MedLinks is not running.");
			Files.deleteIfExists(stateFile());
			return;
		}
		stop(state);
		Files.deleteIfExists(stateFile());
		this.out.println("MedLinks has stopped; its data stay for the next start.");
	}

	/**
	 * The gateway first and the database last, so that nothing is cut off from what it
	 * needs.
	 */
	private void stop(RunningState state) {
		List<String> names = new ArrayList<>(state.ports().keySet());
		Collections.reverse(names);
		for (String name : names) {
			if (state.isAlive(name)) {
				say(name, "stops");
				end(state, name);
			}
		}
	}

	private static void end(RunningState state, String name) {
		String process = state.processes().get(name);
		if (process != null) {
			Stopping.end(ProcessIdentity.parse(process), PATIENCE);
		}
	}

	void restart(String name) throws IOException, InterruptedException {
		RunningState state = RunningState.read(stateFile())
			.filter(RunningState::anyAlive)
			.orElseThrow(() -> new LauncherException("MedLinks is not running; ./medlinks start starts it."));
		Part part = new SystemPlan(this.root, this.home, state).all()
			.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow(() -> unknown(name, state));
		end(state, name);
		startAndWait(part, state);
	}

	void reset() throws IOException {
		stop();
		if (Files.exists(this.home)) {
			try (var paths = Files.walk(this.home)) {
				for (Path path : paths.sorted(Collections.reverseOrder()).toList()) {
					Files.delete(path);
				}
			}
		}
		this.out.println("All data and logs of the local system are gone.");
	}

	/** The log file of a part, or those of all parts where none is named. */
	List<Path> logs(String name) throws IOException {
		if (!name.isEmpty()) {
			if (!Files.exists(log(name))) {
				throw new LauncherException("There is no log of '" + name + "'; ./medlinks status names the parts.");
			}
			return List.of(log(name));
		}
		Path logs = this.home.resolve("logs");
		if (!Files.isDirectory(logs)) {
			throw new LauncherException("There are no logs yet; ./medlinks start makes some.");
		}
		try (var files = Files.list(logs)) {
			return files.sorted().toList();
		}
	}

	private static LauncherException unknown(String name, RunningState state) {
		return new LauncherException(
				"There is no part '" + name + "'; the parts are " + String.join(", ", state.ports().keySet()) + ".");
	}

	private void sayRunning(RunningState state) {
		List<String> gone = state.ports().keySet().stream().filter((part) -> !state.isAlive(part)).toList();
		if (!gone.isEmpty()) {
			throw new LauncherException("MedLinks is running without " + String.join(", ", gone)
					+ "; ./medlinks restart PART starts a part again, ./medlinks stop ends the rest.");
		}
		this.out.println("MedLinks is already running.");
		sayAddresses(state);
	}

	private void sayAddresses(RunningState state) {
		this.out.printf("%n  Open            %s%n", state.gatewayUrl());
		this.out.printf("  API description %s/api/docs%n", state.gatewayUrl());
		if (!state.external().containsKey(SystemPlan.ISSUER)) {
			this.out.printf("  Accounts        %s%n",
					"patient1, patient2, patient3, doctor1, doctor2, operator1 (password: medlinks; local stack only)");
		}
	}

	private static Map<String, String> external() {
		Map<String, String> external = new LinkedHashMap<>();
		for (String variable : SystemPlan.EXTERNAL.keySet()) {
			String address = System.getenv(variable);
			if (address != null && !address.isBlank()) {
				external.put(variable, address);
			}
		}
		return external;
	}

	private static void checkPorts(Map<String, Integer> ports) {
		ports.forEach((part, port) -> {
			if (!Ports.isFree(port)) {
				throw new LauncherException(
						"Port %d, which %s needs, is taken by another program; end it, or use ./medlinks start --free-ports."
							.formatted(port, part));
			}
		});
	}

	private static void checkMemory() throws IOException {
		Path memory = Path.of("/proc/meminfo");
		if (!Files.isReadable(memory)) {
			return;
		}
		for (String line : Files.readAllLines(memory)) {
			if (line.startsWith("MemAvailable:")) {
				long megabytes = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
				if (megabytes < NEEDED_MEGABYTES) {
					throw new LauncherException("MedLinks needs about %d MB of free memory, and this machine has %d MB."
						.formatted(NEEDED_MEGABYTES, megabytes));
				}
			}
		}
	}

	private static String lastWords(Path log) throws IOException {
		List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
		String last = "it said nothing";
		for (String line : lines.subList(Math.max(0, lines.size() - 200), lines.size())) {
			if (line.contains("ERROR") || line.contains("Caused by:") || line.contains("Exception")
					|| (last.equals("it said nothing") && !line.isBlank())) {
				last = line.strip();
			}
		}
		return last;
	}

	private String shown(Path path) {
		return path.startsWith(this.root) ? this.root.relativize(path).toString() : path.toString();
	}

	private Path log(String part) {
		return this.home.resolve("logs").resolve(part + ".log");
	}

	private Path stateFile() {
		return this.home.resolve("state.json");
	}

	private void say(String part, String what) {
		this.out.printf("  %-22s %s%n", part, what);
	}

	private static double seconds(long since) {
		return (System.nanoTime() - since) / 1e9;
	}

}
