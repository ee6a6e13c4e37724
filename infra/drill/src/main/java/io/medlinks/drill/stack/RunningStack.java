package io.medlinks.drill.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.medlinks.local.identity.RealmAdministrator;
import io.medlinks.local.reconcile.ServiceAccount;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A local stack in a folder and on ports of its own, whose parts can be made to die at a
 * crash point, be killed and be started again.
 */
public final class RunningStack implements AutoCloseable {

	/** The services behind the gateway. */
	public static final List<String> SERVICES = List.of("patient-service", "doctor-service", "scheduling-service",
			"ai-summary-service");

	/** How phrases begin that must be in no trace. */
	public static final String CANARY = "canary-";

	/** That of the local stack, known to everybody. */
	public static final String CLIENT_SECRET = "medlinks-local-secret";

	/** Opens nothing but the drill's own stack. */
	private static final String RECONCILE_SECRET = "medlinks-local-reconcile-secret";

	private static final String CRASH_AGENT = "crash-agent.jar";

	private static final Duration HEARS_WITHIN = Duration.ofSeconds(20);

	private static final String ORDERS = "crash-orders";

	private static final String TRACES = "traces-port";

	private static final Pattern NO_DIFFERENCE = Pattern
		.compile("compared, 0 missing, 0 stale, 0 different, 0 surplus(?!.*not compared)");

	private static final int COMMAND_MINUTES = 8;

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Path root;

	private final Path home;

	private final Consumer<String> progress;

	/**
	 * The embedded database has room for a demo, not for the tens of thousands of
	 * documents that scenarios one behind the other leave.
	 */
	private static final String DATABASE_OPTIONS = "-Xmx640m";

	private final List<String> jvmOptions;

	private final @Nullable TraceCollector traces;

	private final Set<String> wordsInLogs = new TreeSet<>();

	private JsonNode state;

	private RunningStack(Path root, Path home, Consumer<String> progress, List<String> jvmOptions,
			@Nullable TraceCollector traces, JsonNode state) {
		this.root = root;
		this.home = home;
		this.progress = progress;
		this.jvmOptions = List.copyOf(jvmOptions);
		this.traces = traces;
		this.state = state;
	}

	/**
	 * Starts a stack whose data are new, whose parts can be made to die and whose traces
	 * are collected.
	 * @param root the folder of the whole repository, which is built
	 * @param home the folder of the stack's state, data and logs
	 * @param progress is told each line that the launcher says
	 * @param options options of <code>./medlinks start</code>
	 * @throws IOException where it does not start
	 */
	public static RunningStack start(Path root, Path home, Consumer<String> progress, String... options)
			throws IOException, InterruptedException {
		launch(root, home, progress, Map.of(), "reset");
		writeCrashAgent(home);
		Files.deleteIfExists(home.resolve(TRACES));
		TraceCollector traces = TraceCollector.listen(home.resolve(TRACES), CANARY);
		try {
			return start(root, home, progress, watched(home, traces), traces, options);
		}
		catch (IOException | InterruptedException ex) {
			traces.close();
			throw ex;
		}
	}

	private static List<String> watched(Path home, TraceCollector traces) {
		List<String> options = new ArrayList<>(traces.jvmOptions());
		options.add("-javaagent:" + home.resolve(CRASH_AGENT) + "=" + home.resolve(ORDERS));
		return options;
	}

	/**
	 * Starts a stack whose data are new, with nothing in it that others do not have.
	 * @param root the folder of the whole repository, which is built
	 * @param home the folder of the stack's state, data and logs
	 * @param progress is told each line that the launcher says
	 * @param jvmOptions options of the JVMs of the gateway and the services
	 * @param options options of <code>./medlinks start</code>
	 * @throws IOException where it does not start
	 */
	public static RunningStack startUnbroken(Path root, Path home, Consumer<String> progress, List<String> jvmOptions,
			String... options) throws IOException, InterruptedException {
		launch(root, home, progress, Map.of(), "reset");
		return start(root, home, progress, jvmOptions, null, options);
	}

	private static RunningStack start(Path root, Path home, Consumer<String> progress, List<String> jvmOptions,
			@Nullable TraceCollector traces, String... options) throws IOException, InterruptedException {
		List<String> start = new ArrayList<>(List.of("start", "--free-ports"));
		start.addAll(List.of(options));
		launch(root, home, progress, environment(jvmOptions), start.toArray(String[]::new));
		return new RunningStack(root, home, progress, jvmOptions, traces, readState(home));
	}

	private static Map<String, String> environment(List<String> jvmOptions) {
		return Map.of("MEDLINKS_JVM_OPTIONS", String.join(" ", jvmOptions), "MEDLINKS_DATABASE_JVM_OPTIONS",
				DATABASE_OPTIONS);
	}

	/**
	 * The stack that an earlier run left running; empty where there is none.
	 * @param root the folder of the whole repository
	 * @param home the folder of the stack's state, data and logs
	 * @param instances how many instances of everything must run
	 * @param jvmOptions what it was started with where its parts cannot be made to die;
	 * empty where they can
	 * @param progress is told each line that the launcher says
	 */
	public static Optional<RunningStack> leftRunning(Path root, Path home, int instances, List<String> jvmOptions,
			Consumer<String> progress) throws IOException {
		if (!Files.exists(home.resolve("state.json"))) {
			return Optional.empty();
		}
		RunningStack stack = new RunningStack(root, home, progress, jvmOptions, null, readState(home));
		boolean runs = Stream.concat(SERVICES.stream(), Stream.of("gateway"))
			.flatMap((module) -> stack.instancesOf(module).stream())
			.allMatch(stack::isAlive);
		if (!runs || stack.instancesOf("gateway").size() != instances) {
			return Optional.empty();
		}
		if (!jvmOptions.isEmpty()) {
			return Optional.of(stack);
		}
		if (!Files.exists(home.resolve(TRACES))) {
			return Optional.empty();
		}
		TraceCollector traces = TraceCollector.listen(home.resolve(TRACES), CANARY);
		return Optional.of(new RunningStack(root, home, progress, watched(home, traces), traces, stack.state));
	}

	/** All traces of this stack; only where its parts can be made to die. */
	public TraceCollector traces() {
		return Objects.requireNonNull(this.traces);
	}

	/** The folder of the whole repository. */
	public Path root() {
		return this.root;
	}

	/** The folder of state, data and logs. */
	public Path home() {
		return this.home;
	}

	/** The address that people open. */
	public String gateway() {
		return this.state.get("gateway").asString();
	}

	/** The addresses of all instances of the gateway. */
	public List<String> gateways() {
		return instancesOf("gateway").stream().map((name) -> "http://localhost:" + port(name)).toList();
	}

	/**
	 * The instances of a service or of the gateway, by name.
	 * @param module the module, such as {@code patient-service}
	 */
	public List<String> instancesOf(String module) {
		List<String> names = new ArrayList<>();
		for (String name : this.state.get("ports").propertyNames()) {
			if (name.equals(module) || name.matches(module + "-\\d+")) {
				names.add(name);
			}
		}
		return names.stream().sorted().toList();
	}

	/**
	 * An address at a service itself, behind the gateway.
	 * @param instance the instance, such as {@code doctor-service-2}
	 * @param path path and query
	 */
	public String serviceUrl(String instance, String path) {
		return "http://localhost:" + port(instance) + path;
	}

	/**
	 * What an open address of a part answers; empty where it does not.
	 * @param url the address
	 */
	public String text(String url) throws InterruptedException {
		return text(HttpRequest.newBuilder(URI.create(url)));
	}

	/**
	 * Has a part answer an open address under a trace of its own, which the collector
	 * then awaits: what was traced at a service before has come by then. The gateway is
	 * to begin a trace itself.
	 * @param instance the instance, such as {@code doctor-service-2}
	 * @return the trace's id
	 */
	public String mark(String instance) throws IOException, InterruptedException {
		String trace = UUID.randomUUID().toString().replace("-", "");
		traces().await(trace);
		if (text(HttpRequest.newBuilder(URI.create(serviceUrl(instance, "/actuator/health/liveness")))
			.header("traceparent", "00-" + trace + "-" + trace.substring(16) + "-01")).isEmpty()) {
			throw new IOException(instance + " does not answer");
		}
		return trace;
	}

	private static String text(HttpRequest.Builder request) throws InterruptedException {
		try {
			HttpResponse<String> response = HTTP.send(request.timeout(Duration.ofSeconds(20)).build(),
					HttpResponse.BodyHandlers.ofString());
			return (response.statusCode() == 200) ? response.body() : "";
		}
		catch (IOException ex) {
			return "";
		}
	}

	/** Who signs people in. */
	public String issuer() {
		return this.state.get("issuer").asString();
	}

	/** The database's connection string. */
	public String mongodb() {
		return this.state.get("mongodb").asString();
	}

	/** The broker's bootstrap servers. */
	public String kafka() {
		return this.state.get("kafka").asString();
	}

	/** The administrator of this stack's realm. */
	public RealmAdministrator realm() {
		return new RealmAdministrator(port("keycloak"), this.home.resolve("data/keycloak/admin"));
	}

	/**
	 * The port of a part.
	 * @param part the part's name
	 */
	public int port(String part) {
		return this.state.get("ports").get(part).asInt();
	}

	/**
	 * Lets a part die as soon as it comes to a crash point; it has heard of that when
	 * this returns.
	 * @param part the part's name
	 * @param point the crash point's name
	 */
	public void arm(String part, String point) throws IOException, InterruptedException {
		Path order = order(part);
		Path heard = order.resolveSibling(order.getFileName() + CrashAgent.HEARD);
		Files.deleteIfExists(heard);
		Files.writeString(order, point);
		long deadline = System.nanoTime() + HEARS_WITHIN.toNanos();
		while (!(Files.exists(heard) && Files.readString(heard).equals(point))) {
			if (System.nanoTime() > deadline) {
				throw new IOException(part + " does not hear where it is to die");
			}
			TimeUnit.MILLISECONDS.sleep(10);
		}
	}

	/**
	 * Lets a part pass all crash points.
	 * @param part the part's name
	 */
	public void disarm(String part) throws IOException {
		Files.deleteIfExists(order(part));
	}

	private Path order(String part) {
		return this.home.resolve(ORDERS).resolve(String.valueOf(port(part)));
	}

	/**
	 * Whether the process of a part runs.
	 * @param part the part's name
	 */
	public boolean isAlive(String part) {
		return process(part).filter(ProcessHandle::isAlive).isPresent();
	}

	/**
	 * Kills a part as <code>kill -9</code> does, and waits until it is gone.
	 * @param part the part's name
	 */
	public void kill(String part) {
		process(part).ifPresent((process) -> {
			process.destroyForcibly();
			process.onExit().join();
		});
	}

	/**
	 * Returns the processor time that each part has taken since it was started, by the
	 * part's name; nothing of a part where the system does not tell.
	 */
	public Map<String, Duration> processorTime() {
		Map<String, Duration> taken = new TreeMap<>();
		for (JsonNode running : this.state.get("parts")) {
			String part = running.get("name").asString();
			process(part).flatMap((process) -> process.info().totalCpuDuration())
				.ifPresent((time) -> taken.put(part, time));
		}
		return taken;
	}

	private Optional<ProcessHandle> process(String part) {
		for (JsonNode running : this.state.get("parts")) {
			if (running.get("name").asString().equals(part)) {
				return ProcessHandle.of(running.get("pid").asLong());
			}
		}
		return Optional.empty();
	}

	/**
	 * Ends parts if they run and starts them again side by side; returns when they are
	 * ready.
	 * @param parts the parts' names
	 */
	public void restart(String... parts) throws IOException, InterruptedException {
		restart(Map.of(), parts);
	}

	/** Starts again whatever does not run of the services and the gateway. */
	public void restartTheDead() throws IOException, InterruptedException {
		String[] dead = Stream.concat(SERVICES.stream(), Stream.of("gateway"))
			.flatMap((module) -> instancesOf(module).stream())
			.filter((part) -> !isAlive(part))
			.toArray(String[]::new);
		if (dead.length > 0) {
			restart(dead);
		}
	}

	/**
	 * Runs all instances of a module from another jar, or from its own again.
	 * @param module the module
	 * @param jar the jar
	 */
	public void runFrom(String module, Path jar) throws IOException, InterruptedException {
		String variable = "MEDLINKS_" + module.toUpperCase(Locale.ROOT).replace('-', '_') + "_JAR";
		restart(Map.of(variable, jar.toString()), instancesOf(module).toArray(String[]::new));
	}

	private synchronized void restart(Map<String, String> environment, String... parts)
			throws IOException, InterruptedException {
		for (String part : parts) {
			searchLog(part);
		}
		List<String> command = new ArrayList<>(List.of("restart"));
		for (String part : parts) {
			// The bare name would mean all instances.
			command.add(instancesOf(part).size() > 1 ? part + "-1" : part);
		}
		Map<String, String> all = new LinkedHashMap<>(environment(this.jvmOptions));
		all.putAll(environment);
		launch(this.root, this.home, (_) -> {
		}, all, command.toArray(String[]::new));
		this.state = readState(this.home);
	}

	/** A restart leaves only one older log, so what it tells is looked at before. */
	private void searchLog(String part) throws IOException {
		Path log = this.home.resolve("logs").resolve(part + ".log");
		if (Files.exists(log)) {
			try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
				lines.filter((line) -> line.contains(CANARY))
					.findFirst()
					.ifPresent((_) -> this.wordsInLogs.add(part + " before it was started again"));
			}
		}
	}

	/**
	 * The logs of earlier processes in which a patient's words stood, since the last
	 * call.
	 */
	public synchronized Set<String> takeWordsInEarlierLogs() {
		Set<String> taken = Set.copyOf(this.wordsInLogs);
		this.wordsInLogs.clear();
		return taken;
	}

	/**
	 * A token of the service account that may read what the services have for each other.
	 */
	public String serviceToken() throws IOException, InterruptedException {
		return new ServiceAccount(issuer(), RECONCILE_SECRET).token();
	}

	/**
	 * Runs <code>./medlinks reconcile</code>.
	 * @param repair whether differences are repaired
	 * @return what differs, or differed and could not be repaired; nothing where all is
	 * clean
	 */
	public List<String> reconcile(boolean repair) throws IOException, InterruptedException {
		List<String> said = new ArrayList<>();
		List<String> command = new ArrayList<>(List.of("reconcile"));
		if (repair) {
			command.add("--repair");
		}
		try {
			launch(this.root, this.home, said::add, Map.of(), command.toArray(String[]::new));
			return List.of();
		}
		catch (IOException ex) {
			return said.isEmpty() ? List.of(String.valueOf(ex.getMessage()))
					: said.stream().filter((line) -> !NO_DIFFERENCE.matcher(line).find()).toList();
		}
	}

	/**
	 * The log of each part, by the part's name.
	 */
	public Map<String, Path> logs() throws IOException {
		Map<String, Path> logs = new LinkedHashMap<>();
		try (var files = Files.list(this.home.resolve("logs"))) {
			files.sorted().forEach((file) -> logs.put(file.getFileName().toString(), file));
		}
		return logs;
	}

	@Override
	public void close() {
		try {
			launch(this.root, this.home, this.progress, Map.of(), "stop");
		}
		catch (IOException ex) {
			throw new IllegalStateException("MedLinks did not stop", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			if (this.traces != null) {
				this.traces.close();
			}
		}
	}

	private static JsonNode readState(Path home) throws IOException {
		return JsonMapper.shared().readTree(Files.readString(home.resolve("state.json")));
	}

	/** The jar that lets processes die; see {@link CrashAgent}. */
	private static void writeCrashAgent(Path home) throws IOException {
		Path jar = home.resolve(CRASH_AGENT);
		Path orders = Files.createDirectories(home.resolve(ORDERS));
		try (var left = Files.list(orders)) {
			for (Path order : left.toList()) {
				Files.delete(order);
			}
		}
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
		String entry = CrashAgent.class.getName().replace('.', '/') + ".class";
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest);
				InputStream in = CrashAgent.class.getClassLoader().getResourceAsStream(entry)) {
			out.putNextEntry(new JarEntry(entry));
			Objects.requireNonNull(in).transferTo(out);
		}
	}

	private static void launch(Path root, Path home, Consumer<String> progress, Map<String, String> environment,
			String... args) throws IOException, InterruptedException {
		Path local = root.resolve("infra/local/target");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx96m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Dmedlinks.root=" + root, "--enable-native-access=ALL-UNNAMED", "-cp",
				local.resolve("classes") + ":" + local + "/lib/*", "io.medlinks.local.launcher.Launcher"));
		command.addAll(List.of(args));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(environment);
		builder.environment().put("MEDLINKS_HOME", home.toString());
		Process process = builder.start();
		List<String> said = new ArrayList<>();
		try (BufferedReader lines = process.inputReader()) {
			lines.lines().peek(progress).forEach(said::add);
		}
		if (!process.waitFor(COMMAND_MINUTES, TimeUnit.MINUTES)) {
			process.destroy();
			throw new IOException("'" + args[0] + "' took longer than " + COMMAND_MINUTES + " minutes");
		}
		if (process.exitValue() != 0) {
			throw new IOException("'" + String.join(" ", args) + "' ended with " + process.exitValue() + ": "
					+ String.join(" / ", said));
		}
		if (said.stream().anyMatch((line) -> line.contains("not complete"))) {
			throw new IOException("The demo accounts are not complete: " + String.join(" / ", said));
		}
	}

}
