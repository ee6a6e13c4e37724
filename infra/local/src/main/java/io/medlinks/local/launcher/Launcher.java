package io.medlinks.local.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import io.medlinks.local.demo.DemoAccounts;
import io.medlinks.local.launcher.StackState.RunningPart;
import io.medlinks.local.reconcile.Patience;
import io.medlinks.local.reconcile.Reconcile;
import io.medlinks.local.reconcile.ReconcileReport;
import io.medlinks.local.reconcile.ServiceAccount;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command <code>./medlinks</code>: understands what is asked, does it, and tells in a
 * sentence what came of it.
 */
public final class Launcher {

	private static final int RUNNING = 10;

	private static final int LINES_OF_ONE = 200;

	private static final int LINES_OF_EACH = 20;

	private static final String HELP = """
			./medlinks start [--instances N] [--free-ports] [--no-demo]
			                        starts everything and waits until it is ready
			./medlinks status       tells which parts run
			./medlinks logs [part] [-f]
			                        shows what the parts wrote; -f goes on showing it
			./medlinks stop         ends everything; the data stay
			./medlinks restart [part ...]
			                        ends and starts everything, or some parts; the name of a service means
			                        all its instances, patient-service-1 the first one alone
			./medlinks demo [--live MINUTES]
			                        loads a synthetic clinic into what runs, and plays a day there
			./medlinks drill        breaks a system of its own and checks it; drill help tells more
			./medlinks bench        measures a system of its own; bench help tells more
			./medlinks reset        ends everything and removes the data
			./medlinks reconcile [--repair] [--json]
			                        compares every projection with its source, repairs what differs
			./medlinks help         shows this

			State, data and logs are in .medlinks, or where MEDLINKS_HOME says.
			MEDLINKS_<PART>_PORT chooses another port, such as MEDLINKS_GATEWAY_PORT=9080,
			and MEDLINKS_<PART>_JAR runs another jar than the one that is built.
			MEDLINKS_MONGODB_URI, MEDLINKS_KAFKA_BOOTSTRAP_SERVERS and MEDLINKS_OIDC_ISSUER
			point to a database, a broker and an identity provider elsewhere; what they name
			is then not started here. So does MEDLINKS_SMTP_HOST, with MEDLINKS_SMTP_PORT,
			to a mail server; otherwise mails stay on this machine, in the inbox of the part
			mail.
			""";

	private final Map<String, String> environment;

	private final Path root;

	private final Path home;

	private final PrintStream out;

	private final Stack stack;

	private Launcher(Map<String, String> environment, Path root, PrintStream out) {
		this.environment = environment;
		this.root = root;
		String told = environment.get("MEDLINKS_HOME");
		this.home = (told != null) ? Path.of(told).toAbsolutePath().normalize() : root.resolve(".medlinks");
		this.out = out;
		this.stack = new Stack(new Programs(root, this.home, environment), out);
	}

	/**
	 * Does one command.
	 * @param args the command and its options
	 */
	public static void main(String... args) {
		Path root = Path.of(System.getProperty("medlinks.root", "")).toAbsolutePath().normalize();
		System.exit(run(System.getenv(), root, System.out, System.err, args));
	}

	static int run(Map<String, String> environment, Path root, PrintStream out, PrintStream err, String... args) {
		try {
			return new Launcher(environment, root, out).run(args);
		}
		catch (StackException ex) {
			err.println(ex.sentence() + ".");
			return 1;
		}
		catch (IOException ex) {
			err.println("A file cannot be used: " + ex + ".");
			return 1;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return 130;
		}
	}

	private int run(String... args) throws StackException, IOException, InterruptedException {
		String command = (args.length == 0) ? "help" : args[0];
		List<String> options = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
		return switch (command) {
			case "start" -> alone(() -> start(startOptions(options)));
			case "status" -> {
				refuseOptions(command, options);
				yield status();
			}
			case "logs" -> logs(options);
			case "stop" -> {
				refuseOptions(command, options);
				yield alone(this::stop);
			}
			case "restart" -> alone(() -> restart(options));
			case "reset" -> {
				refuseOptions(command, options);
				yield alone(this::reset);
			}
			case "reconcile" -> reconcile(options);
			case "demo" -> demo(options);
			case "before-build" -> beforeBuild(options);
			case "help", "--help", "-h" -> {
				this.out.print(HELP);
				yield 0;
			}
			default -> throw new StackException("\"" + command + "\" is not a command; ./medlinks help lists them");
		};
	}

	/**
	 * Tells the script whether building makes sense: 0 if so, 10 if what runs must not be
	 * replaced under its feet, 1 if the command is wrong anyway.
	 */
	private int beforeBuild(List<String> arguments) throws StackException, IOException {
		if (!arguments.isEmpty() && arguments.getFirst().equals("start")) {
			startOptions(arguments.subList(1, arguments.size()));
		}
		return runningParts().isEmpty() ? 0 : RUNNING;
	}

	private int start(StartOptions options) throws StackException, IOException, InterruptedException {
		Optional<StackState> state = StackState.read(this.home);
		List<RunningPart> alive = runningParts();
		if (state.isPresent() && !alive.isEmpty()) {
			List<String> dead = state.get()
				.parts()
				.stream()
				.filter((part) -> !alive.contains(part))
				.map(RunningPart::name)
				.toList();
			if (dead.isEmpty()) {
				this.out.println("MedLinks runs already at " + state.get().gateway() + ".");
				return 0;
			}
			throw new StackException("MedLinks runs already, but " + String.join(", ", dead)
					+ " ended; ./medlinks restart " + dead.getFirst() + " starts it again");
		}
		StackPlan plan = plan(options);
		this.out.println("Starting MedLinks …");
		this.stack.start(plan);
		if (options.demo() && !this.environment.containsKey("MEDLINKS_OIDC_ISSUER")) {
			loadDemo(plan.gateway());
		}
		welcome(plan);
		return 0;
	}

	private void loadDemo(String gateway) throws IOException, InterruptedException {
		Path loaded = this.home.resolve("data/demo-loaded");
		if (Files.exists(loaded)) {
			return;
		}
		this.out.println("Loading the demo accounts …");
		try {
			new DemoAccounts(gateway, (line) -> this.out.println("  " + line)).load();
			Files.createFile(loaded);
		}
		catch (IOException ex) {
			this.out.println("  MedLinks runs, but the demo accounts are not complete: " + ex.getMessage()
					+ ". The next start tries again.");
		}
	}

	private void welcome(StackPlan plan) throws StackException {
		StackState state = plan.state();
		this.out.println();
		this.out.println("MedLinks is ready: " + state.gateway());
		this.out.println();
		this.out.println("  sign-in    " + state.issuer());
		this.out.println("  database   " + withoutPassword(state.mongodb()));
		this.out.println("  kafka      " + state.kafka());
		this.out.println("  mails      " + mails(plan));
		this.out.println("  logs       " + this.home.resolve("logs"));
		if (!this.environment.containsKey("MEDLINKS_OIDC_ISSUER")) {
			this.out.println();
			this.out.println("  Demo accounts, all with the password medlinks:");
			this.out.println("  patient1, patient2, patient3   patients");
			this.out.println("  doctor1, doctor2               doctors (patient1 and patient2 are doctor1's)");
			this.out.println("  operator1                      operator");
		}
		this.out.println();
		this.out.println("./medlinks stop ends it.");
	}

	private static String mails(StackPlan plan) throws StackException {
		return plan.parts()
			.stream()
			.filter((part) -> part.kind() == Part.Kind.MAIL)
			.findFirst()
			.map((part) -> inbox(part.port()))
			.orElse("smtp://" + plan.smtpHost() + ":" + plan.smtpPort());
	}

	private static String inbox(int port) {
		return "http://localhost:" + port;
	}

	private int status() throws IOException, StackException {
		Optional<StackState> state = StackState.read(this.home);
		List<RunningPart> alive = runningParts();
		if (state.isEmpty() || alive.isEmpty()) {
			this.out.println("MedLinks does not run; ./medlinks start starts it.");
			return 3;
		}
		boolean allReady = true;
		long megabytes = 0;
		for (RunningPart part : state.get().parts()) {
			boolean lives = alive.contains(part);
			boolean ready = lives && PartProbe.isReady(part.kind(), part.port());
			allReady &= ready;
			OptionalLong memory = lives ? Machine.residentMegabytes(part.pid()) : OptionalLong.empty();
			megabytes += memory.orElse(0);
			this.out.println(String.format(Locale.ROOT, "  %-22s %-14s port %-6d pid %-8d %s", part.name(),
					ready ? "ready" : lives ? "not ready" : "ended", part.port(), part.pid(),
					memory.isPresent() ? memory.getAsLong() + " MB" : ""));
		}
		this.out.println(String.format(Locale.ROOT, "%s at %s, %d MB in all.",
				allReady ? "MedLinks is ready" : "MedLinks is not complete", state.get().gateway(), megabytes));
		alive.stream()
			.filter((part) -> part.kind() == Part.Kind.MAIL)
			.findFirst()
			.ifPresent((part) -> this.out.println("Its mails are at " + inbox(part.port()) + "."));
		return allReady ? 0 : 2;
	}

	private int logs(List<String> options) throws IOException, StackException, InterruptedException {
		boolean follow = options.contains("-f");
		List<String> names = options.stream().filter((option) -> !option.equals("-f")).toList();
		if (names.size() > 1) {
			throw new StackException("logs shows one part or all");
		}
		List<PartLog> logs = logFiles(names.isEmpty() ? null : names.getFirst());
		if (logs.isEmpty()) {
			throw new StackException("There is no log of " + (names.isEmpty() ? "anything" : names.getFirst()) + " in "
					+ this.home.resolve("logs"));
		}
		int most = (logs.size() == 1) ? LINES_OF_ONE : LINES_OF_EACH;
		Map<PartLog, Long> positions = new HashMap<>();
		for (PartLog log : logs) {
			positions.put(log, log.size());
			log.print(most, prefix(log, logs), this.out);
		}
		while (follow) {
			TimeUnit.MILLISECONDS.sleep(200);
			for (PartLog log : logs) {
				positions.put(log, log.printFrom(positions.getOrDefault(log, 0L), prefix(log, logs), this.out));
			}
			this.out.flush();
		}
		return 0;
	}

	private List<PartLog> logFiles(@Nullable String name) throws IOException {
		Path folder = this.home.resolve("logs");
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (var files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".log"))
				.filter((file) -> name == null || (name + ".log").equals(String.valueOf(file.getFileName())))
				.sorted()
				.map(PartLog::new)
				.toList();
		}
	}

	private static String prefix(PartLog log, List<PartLog> logs) {
		String name = String.valueOf(log.file().getFileName()).replaceFirst("\\.log$", "");
		return (logs.size() == 1) ? "" : String.format(Locale.ROOT, "%-20s | ", name);
	}

	private int stop() throws IOException, StackException {
		Optional<StackState> state = StackState.read(this.home);
		if (state.isEmpty() || runningParts().isEmpty()) {
			this.out.println("MedLinks does not run.");
			return 0;
		}
		this.stack.stop(state.get(), state.get().parts());
		this.out.println("MedLinks ended; its data stay in " + this.home.resolve("data") + ".");
		return 0;
	}

	/**
	 * Compares the projections: 0 where all are right in the end, 1 where something still
	 * differs, 2 where something could not be compared.
	 */
	private int reconcile(List<String> options) throws StackException, IOException, InterruptedException {
		for (String option : options) {
			if (!option.equals("--repair") && !option.equals("--json")) {
				throw new StackException("reconcile does not know \"" + option + "\"");
			}
		}
		StackState state = running();
		ReconcileReport report = new Reconcile(StackPlan.services(state.ports()),
				new ServiceAccount(state.issuer(), StackPlan.reconcileSecret(this.environment)), Patience.USUAL,
				this.out::println)
			.run(options.contains("--repair"));
		this.out.println(sentence(report));
		if (options.contains("--json")) {
			this.out.println(new JsonMapper().writeValueAsString(report));
		}
		return report.isClean() ? 0 : (report.remains() > 0) ? 1 : 2;
	}

	private int demo(List<String> options) throws StackException, IOException, InterruptedException {
		StackState state = running();
		if (this.environment.containsKey("MEDLINKS_OIDC_ISSUER")) {
			throw new StackException("The demo makes accounts in the Keycloak of the local stack only, "
					+ "and MEDLINKS_OIDC_ISSUER names another one");
		}
		new Demo(plan(state), this.home, this.out).run(options);
		return 0;
	}

	private StackState running() throws StackException, IOException {
		return StackState.read(this.home)
			.filter((known) -> !known.parts().isEmpty())
			.orElseThrow(() -> new StackException("MedLinks does not run; ./medlinks start starts it"));
	}

	private static String sentence(ReconcileReport report) {
		if (report.isClean()) {
			return String.format(Locale.ROOT, "Everything agrees: %,d compared.", report.compared());
		}
		String differing = (report.remains() > 0)
				? String.format(Locale.ROOT, "%,d of %,d compared differ.", report.remains(), report.compared())
				: String.format(Locale.ROOT, "Nothing differs in what could be compared: %,d.", report.compared());
		return report.isComplete() ? differing : differing + " Not everything could be compared.";
	}

	private int restart(List<String> options) throws StackException, IOException, InterruptedException {
		StackState state = StackState.read(this.home)
			.orElseThrow(() -> new StackException("MedLinks does not run; ./medlinks start starts it"));
		if (options.isEmpty()) {
			this.stack.stop(state, state.parts());
			return start(state.options());
		}
		StackPlan plan = plan(state);
		for (String option : options) {
			if (plan.parts().stream().noneMatch((part) -> part.isCalled(option))) {
				throw new StackException("\"" + option + "\" is not a part; the parts are "
						+ String.join(", ", plan.parts().stream().map(Part::name).toList()));
			}
		}
		List<Part> parts = plan.parts().stream().filter((part) -> options.stream().anyMatch(part::isCalled)).toList();
		this.stack.stop(state, state.parts().stream().filter((part) -> isOneOf(parts, part)).toList());
		this.stack.startAgain(plan, parts, StackState.read(this.home).orElse(state));
		return 0;
	}

	private int reset() throws IOException, StackException {
		Optional<StackState> state = StackState.read(this.home);
		if (state.isPresent() && !runningParts().isEmpty()) {
			this.stack.stop(state.get(), state.get().parts());
		}
		this.stack.reset();
		this.out.println("All data of this local MedLinks are gone; ./medlinks start begins anew.");
		return 0;
	}

	private StackPlan plan(StartOptions options) throws StackException, IOException {
		return new StackPlan(this.root, this.home, options, this.environment, this.stack.previousPorts());
	}

	/** Plans what runs already, so each part keeps its port though it is not free. */
	private StackPlan plan(StackState state) throws StackException {
		return new StackPlan(this.root, this.home, state.options(), this.environment, state.ports(), true);
	}

	private List<RunningPart> runningParts() throws IOException, StackException {
		return StackState.read(this.home)
			.map((state) -> state.parts().stream().filter((part) -> part.process().isAlive()).toList())
			.orElse(List.of());
	}

	private static boolean isOneOf(List<Part> parts, RunningPart running) {
		return parts.stream().anyMatch((part) -> part.name().equals(running.name()));
	}

	private static StartOptions startOptions(List<String> options) throws StackException {
		int instances = 1;
		boolean freePorts = false;
		boolean demo = true;
		List<String> left = new ArrayList<>(options);
		while (!left.isEmpty()) {
			String option = left.removeFirst();
			switch (option) {
				case "--instances" -> instances = instances(left.isEmpty() ? "" : left.removeFirst());
				case "--free-ports" -> freePorts = true;
				case "--no-demo" -> demo = false;
				default -> throw new StackException(
						"start does not know \"" + option + "\"; ./medlinks help lists its options");
			}
		}
		return new StartOptions(instances, freePorts, demo);
	}

	private static int instances(String told) throws StackException {
		try {
			int instances = Integer.parseInt(told);
			if (instances >= 1 && instances <= StartOptions.MOST_INSTANCES) {
				return instances;
			}
		}
		catch (NumberFormatException ex) {
			// Told below, together with numbers out of range.
		}
		throw new StackException("--instances takes a number from 1 to " + StartOptions.MOST_INSTANCES);
	}

	private static void refuseOptions(String command, List<String> options) throws StackException {
		if (!options.isEmpty()) {
			throw new StackException(command + " takes no options, but got \"" + options.getFirst() + "\"");
		}
	}

	private static String withoutPassword(String uri) {
		return uri.replaceFirst("//[^@/]*@", "//");
	}

	/** Lets only one command change the stack at a time. */
	private int alone(Command command) throws StackException, IOException, InterruptedException {
		Files.createDirectories(this.home);
		try (FileChannel channel = FileChannel.open(this.home.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); @Nullable
		FileLock lock = channel.tryLock()) {
			if (lock == null) {
				throw new StackException("Another ./medlinks command is at work; wait until it is done");
			}
			return command.run();
		}
	}

	private interface Command {

		int run() throws StackException, IOException, InterruptedException;

	}

}
