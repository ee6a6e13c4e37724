package io.medlinks.local.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.medlinks.local.identity.KeycloakInstallation;
import io.medlinks.local.identity.RealmAddress;
import io.medlinks.local.identity.RealmAdministrator;
import io.medlinks.local.launcher.StackState.RunningPart;
import io.medlinks.local.process.Ports;
import io.medlinks.local.process.ProcessIdentity;
import io.medlinks.local.process.Stopping;

/**
 * All parts of one local MedLinks: starts them side by side where they allow it, and ends
 * only what it started.
 */
final class Stack {

	private static final int MEGABYTES_OF_THE_PARTS = 3000;

	private static final int MEGABYTES_PER_MORE_INSTANCES = 1300;

	private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

	private static final Path SETSID = Path.of("/usr/bin/setsid");

	private final Programs programs;

	private final Path root;

	private final Path home;

	private final PrintStream out;

	private final List<RunningPart> running = new ArrayList<>();

	Stack(Programs programs, PrintStream out) {
		this.programs = programs;
		this.root = programs.root();
		this.home = programs.home();
		this.out = out;
	}

	/**
	 * Starts all parts of a plan and waits until they are ready. When one fails, nothing
	 * stays behind.
	 */
	void start(StackPlan plan) throws StackException, IOException, InterruptedException {
		checkMemory(plan);
		checkPorts(plan);
		this.programs.copyEmbeddedParts();
		this.programs.copy(Programs.MODULES);
		this.running.clear();
		launch(plan, plan.parts(), plan.state());
	}

	/**
	 * Starts some parts of a stack that runs otherwise.
	 */
	void startAgain(StackPlan plan, List<Part> parts, StackState state)
			throws StackException, IOException, InterruptedException {
		this.running.clear();
		this.running.addAll(state.parts());
		this.programs.copy(Programs.MODULES.stream()
			.filter((module) -> parts.stream().anyMatch((part) -> part.isCalled(module)) && !runs(module))
			.toList());
		launch(plan, parts, state);
	}

	private void launch(StackPlan plan, List<Part> parts, StackState state)
			throws StackException, IOException, InterruptedException {
		List<String> before = this.running.stream().map(RunningPart::name).toList();
		Thread rescue = new Thread(() -> endAll(newParts(before)), "rescue");
		Runtime.getRuntime().addShutdownHook(rescue);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			try {
				launchInOrder(plan, parts, state, threads);
				requireAlive(newParts(before));
			}
			catch (CompletionException ex) {
				threads.shutdownNow();
				// Whoever is about to start a part does so before anything is ended.
				threads.close();
				endAll(newParts(before));
				state.withParts(this.running).write(this.home);
				throw unwrap(ex);
			}
		}
		Runtime.getRuntime().removeShutdownHook(rescue);
	}

	private void launchInOrder(StackPlan plan, List<Part> parts, StackState state, ExecutorService threads) {
		CompletableFuture<?> failure = new CompletableFuture<>();
		CompletableFuture<?> stores = all(parts, EnumSet.of(Part.Kind.DATABASE, Part.Kind.KAFKA, Part.Kind.MAIL),
				CompletableFuture.completedFuture(null), plan, state, threads, failure);
		CompletableFuture<?> identity = all(parts, EnumSet.of(Part.Kind.KEYCLOAK),
				CompletableFuture.completedFuture(null), plan, state, threads, failure);
		CompletableFuture<?> services = all(parts, EnumSet.of(Part.Kind.SERVICE), stores, plan, state, threads,
				failure);
		CompletableFuture<?> gateway = all(parts, EnumSet.of(Part.Kind.GATEWAY),
				CompletableFuture.allOf(stores, identity), plan, state, threads, failure);
		CompletableFuture.anyOf(failure, CompletableFuture.allOf(services, identity, gateway)).join();
	}

	private CompletableFuture<?> all(List<Part> parts, Set<Part.Kind> kinds, CompletableFuture<?> first, StackPlan plan,
			StackState state, ExecutorService threads, CompletableFuture<?> failure) {
		return CompletableFuture.allOf(parts.stream()
			.filter((part) -> kinds.contains(part.kind()))
			.map((part) -> first.thenRunAsync(() -> run(part, plan, state), threads).whenComplete((_, ex) -> {
				if (ex != null) {
					failure.completeExceptionally(ex);
				}
			}))
			.toArray(CompletableFuture<?>[]::new));
	}

	private void run(Part part, StackPlan plan, StackState state) {
		try {
			long begin = System.nanoTime();
			if (part.kind() == Part.Kind.KEYCLOAK) {
				prepareKeycloak(plan);
			}
			PartLog log = log(part.name());
			ProcessHandle process = spawn(part, log, state);
			awaitReady(part, process, log);
			if (part.kind() == Part.Kind.KEYCLOAK) {
				RealmAddress realm = new RealmAddress(part.port(), this.home.resolve("data/keycloak/admin"));
				realm.moveGatewayTo(plan.gateway());
				realm.moveMailTo(plan.smtpHost(), plan.smtpPort());
			}
			say(String.format(Locale.ROOT, "  %-22s ready in %.1f s", part.name(),
					(System.nanoTime() - begin) / 1_000_000_000.0));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException();
		}
		catch (IOException | StackException ex) {
			throw new CompletionException(ex);
		}
	}

	private void prepareKeycloak(StackPlan plan) throws IOException, InterruptedException {
		KeycloakInstallation installation = new KeycloakInstallation(this.root);
		if (!installation.isBuilt()) {
			say("  keycloak               is being built, once");
		}
		installation.prepare(plan.keycloakHome());
	}

	private synchronized ProcessHandle spawn(Part part, PartLog log, StackState state) throws IOException {
		log.begin();
		List<String> command = new ArrayList<>();
		if (Files.isExecutable(SETSID)) {
			// A session of its own, so that closing the terminal does not end it.
			command.add(SETSID.toString());
		}
		command.addAll(part.command());
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.root.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.file().toFile());
		builder.environment().putAll(part.environment());
		if (part.kind() == Part.Kind.KEYCLOAK) {
			builder.environment().putAll(RealmAdministrator.environment(this.home.resolve("data/keycloak/admin")));
		}
		Process process = builder.start();
		process.getOutputStream().close();
		ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
		this.running.add(new RunningPart(part.name(), part.kind(), part.port(), identity.pid(), identity.startedAt(),
				log.file().toString()));
		state.withParts(this.running).write(this.home);
		return process.toHandle();
	}

	private void awaitReady(Part part, ProcessHandle process, PartLog log)
			throws InterruptedException, StackException, IOException {
		long deadline = System.nanoTime() + part.kind().limit().toNanos();
		while (!PartProbe.isReady(part.kind(), part.port())) {
			if (!process.isAlive()) {
				throw new StackException(part.name() + " ended while it was starting (" + log.lastMeaningfulLine()
						+ "); its log is " + log.file());
			}
			if (System.nanoTime() > deadline) {
				throw new StackException(part.name() + " was not ready within " + part.kind().limit().toSeconds()
						+ " s (" + log.lastMeaningfulLine() + "); its log is " + log.file());
			}
			TimeUnit.MILLISECONDS.sleep(150);
		}
		if (!process.isAlive()) {
			throw new StackException(part.name() + " ended while it was starting (" + log.lastMeaningfulLine()
					+ "); its log is " + log.file());
		}
	}

	/** A part may have been ready and died while others were still starting. */
	private void requireAlive(List<RunningPart> parts) {
		for (RunningPart part : parts) {
			if (!part.process().isAlive()) {
				throw new CompletionException(new StackException(
						part.name() + " ended after it had been ready; its log is " + log(part.name()).file()));
			}
		}
	}

	/**
	 * Ends what the state remembers and still runs: gateways first, the database last.
	 */
	void stop(StackState state, List<RunningPart> parts) throws IOException {
		this.running.clear();
		this.running.addAll(state.parts());
		endAll(parts);
		state.withParts(this.running).write(this.home);
	}

	/**
	 * Tells whether an instance of the module runs, whose jar must then stay as it is.
	 */
	private boolean runs(String module) {
		return this.running.stream().map(RunningPart::name).anyMatch((name) -> name.startsWith(module));
	}

	private synchronized List<RunningPart> newParts(List<String> before) {
		return this.running.stream().filter((part) -> !before.contains(part.name())).toList();
	}

	/** All of a kind at once, as each takes its time to finish what it is at. */
	private void endAll(List<RunningPart> parts) {
		for (Part.Kind kind : List.of(Part.Kind.GATEWAY, Part.Kind.SERVICE, Part.Kind.KEYCLOAK, Part.Kind.MAIL,
				Part.Kind.KAFKA, Part.Kind.DATABASE)) {
			try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
				CompletableFuture
					.allOf(parts.stream()
						.filter((part) -> part.kind() == kind)
						.map((part) -> CompletableFuture.runAsync(() -> end(part), threads))
						.toArray(CompletableFuture[]::new))
					.join();
			}
		}
	}

	private void end(RunningPart part) {
		boolean alive = part.process().isAlive();
		Stopping.end(part.process(), STOP_PATIENCE);
		if (alive) {
			say("  " + part.name() + " ended");
		}
		forget(part);
	}

	private synchronized void forget(RunningPart part) {
		this.running.remove(part);
	}

	private synchronized void say(String line) {
		this.out.println(line);
	}

	private void checkMemory(StackPlan plan) throws StackException, IOException {
		long needed = MEGABYTES_OF_THE_PARTS
				+ (long) MEGABYTES_PER_MORE_INSTANCES * (plan.state().options().instances() - 1);
		Machine.requireMegabytes(needed, Machine.availableMegabytes());
	}

	private void checkPorts(StackPlan plan) throws StackException {
		for (Part part : plan.parts()) {
			checkPort(part.name(), part.name(), part.port());
			if (part.kind() == Part.Kind.MAIL) {
				checkPort(part.name(), StackPlan.SMTP, plan.smtpPort());
			}
		}
	}

	private static void checkPort(String part, String setting, int port) throws StackException {
		if (!Ports.isFree(port)) {
			throw new StackException("Port " + port + ", which " + part
					+ " needs, is taken by another program; end it, or choose another port with "
					+ StackPlan.variable(setting) + "_PORT, or start with --free-ports");
		}
	}

	PartLog log(String name) {
		return new PartLog(this.home.resolve("logs").resolve(name + ".log"));
	}

	/**
	 * Removes all data, so that the next start is a first one.
	 */
	void reset() throws IOException {
		for (Path path : List.of(this.home.resolve("data"), this.home.resolve("logs"), this.home.resolve("programs"),
				this.home.resolve("state.json"))) {
			if (Files.exists(path)) {
				try (var inside = Files.walk(path)) {
					for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
						Files.deleteIfExists(each);
					}
				}
			}
		}
	}

	private static StackException unwrap(CompletionException failure) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return (cause instanceof StackException sentence) ? sentence
				: new StackException("A part could not be started: " + cause);
	}

	Map<String, Integer> previousPorts() throws IOException, StackException {
		return StackState.read(this.home).map(StackState::ports).orElse(Map.of());
	}

}
