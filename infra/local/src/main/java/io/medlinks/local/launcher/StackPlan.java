package io.medlinks.local.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.local.broker.EmbeddedBroker;
import io.medlinks.local.database.EmbeddedDatabase;
import io.medlinks.local.identity.KeycloakInstallation;
import io.medlinks.local.identity.RealmSecrets;
import io.medlinks.local.mail.MailCatcher;
import io.medlinks.local.process.JavaCommand;
import io.medlinks.local.process.Ports;
import io.medlinks.local.reconcile.ServiceAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which processes the stack consists of, on which ports and with which settings.
 */
final class StackPlan {

	/** What the port of the local mail server, or the server elsewhere, goes by. */
	static final String SMTP = "smtp";

	private static final String SMTP_HOST = "MEDLINKS_SMTP_HOST";

	private static final String SMTP_PORT = "MEDLINKS_SMTP_PORT";

	private static final int USUAL_SMTP_PORT = 25;

	private static final int PORT_STEP = 10;

	private static final Map<String, Integer> USUAL_PORTS = usualPorts();

	private static final List<String> SERVICES = List.of("patient-service", "doctor-service", "scheduling-service",
			"ai-summary-service");

	private static final List<String> SMALL_JVM = List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:TieredStopAtLevel=1",
			"-XX:+ExitOnOutOfMemoryError", "-Xshare:auto");

	private final Path root;

	private final Path home;

	private final Programs programs;

	private final StartOptions options;

	private final Map<String, String> environment;

	private final Map<String, Integer> ports = new LinkedHashMap<>();

	private final Set<Integer> taken = new HashSet<>();

	private final List<Part> parts = new ArrayList<>();

	/**
	 * Plans a stack.
	 * @param root the folder of the whole repository
	 * @param home the folder of state, data and logs
	 * @param options how it is to be started
	 * @param environment the environment variables of the command
	 * @param previous the ports of the last start, which free ports are taken from first
	 */
	StackPlan(Path root, Path home, StartOptions options, Map<String, String> environment,
			Map<String, Integer> previous) throws StackException {
		this(root, home, options, environment, previous, false);
	}

	/**
	 * Plans a stack that may run already.
	 * @param root the folder of the whole repository
	 * @param home the folder of state, data and logs
	 * @param options how it was started
	 * @param environment the environment variables of the command
	 * @param previous the ports of the last start
	 * @param keepPorts whether exactly those ports are used again, free or not
	 */
	StackPlan(Path root, Path home, StartOptions options, Map<String, String> environment,
			Map<String, Integer> previous, boolean keepPorts) throws StackException {
		this.root = root;
		this.home = home;
		this.programs = new Programs(root, home, environment);
		this.options = options;
		this.environment = environment;
		if (keepPorts) {
			this.ports.putAll(previous);
		}
		else {
			choosePorts(previous);
		}
		plan();
	}

	List<Part> parts() {
		return List.copyOf(this.parts);
	}

	/**
	 * Returns the state of a stack that follows this plan, before anything is started.
	 */
	StackState state() {
		return new StackState(this.options, gateway(), issuer(), mongodb(), kafka(), Map.copyOf(this.ports), List.of());
	}

	String gateway() {
		return this.environment.getOrDefault("MEDLINKS_GATEWAY_URL", "http://localhost:" + port("gateway"));
	}

	Path keycloakHome() {
		return this.home.resolve("data/keycloak");
	}

	private String mongodb() {
		return this.environment.getOrDefault("MEDLINKS_MONGODB_URI", "mongodb://localhost:" + port("database"));
	}

	private String kafka() {
		return this.environment.getOrDefault("MEDLINKS_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + port("kafka"));
	}

	private String issuer() {
		return this.environment.getOrDefault("MEDLINKS_OIDC_ISSUER", KeycloakInstallation.issuer(port("keycloak")));
	}

	/** The mail server: the local one, or one elsewhere. */
	String smtpHost() {
		return sendsElsewhere() ? this.environment.getOrDefault(SMTP_HOST, "") : "127.0.0.1";
	}

	/** The port at which the mail server takes mails. */
	int smtpPort() throws StackException {
		return sendsElsewhere() ? told(SMTP, USUAL_SMTP_PORT) : port(SMTP);
	}

	private boolean sendsElsewhere() {
		return !this.environment.getOrDefault(SMTP_HOST, "").isBlank();
	}

	private RealmSecrets secrets() {
		return RealmSecrets.of(this.environment);
	}

	static String reconcileSecret(Map<String, String> environment) {
		return RealmSecrets.of(environment).reconcile();
	}

	private int port(String name) {
		return this.ports.getOrDefault(name, 0);
	}

	private void choosePorts(Map<String, Integer> previous) throws StackException {
		for (Map.Entry<String, Integer> usual : USUAL_PORTS.entrySet()) {
			String name = usual.getKey();
			int instances = isScaled(name) ? this.options.instances() : 1;
			int first = this.options.freePorts() ? usual.getValue() : told(name, usual.getValue());
			for (int instance = 1; instance <= instances; instance++) {
				String instanceName = instanceName(name, instance);
				int port = this.options.freePorts() ? free(previous.get(instanceName))
						: first + PORT_STEP * (instance - 1);
				this.taken.add(port);
				this.ports.put(instanceName, port);
			}
		}
	}

	// The realm knows the gateway by its address, so the last one is the best one.
	private int free(@Nullable Integer previous) {
		if (previous != null && !USUAL_PORTS.containsValue(previous) && Ports.isFree(previous)) {
			return previous;
		}
		int port = Ports.free();
		return this.taken.contains(port) ? free(null) : port;
	}

	private int told(String name, int usual) throws StackException {
		String variable = variable(name) + "_PORT";
		String told = this.environment.get(variable);
		if (told == null) {
			return usual;
		}
		try {
			int port = Integer.parseInt(told);
			if (port > 0 && port <= 65_535) {
				return port;
			}
		}
		catch (NumberFormatException ex) {
			// Told below, together with numbers that are no ports.
		}
		throw new StackException(variable + " is \"" + told + "\", which is not a port number");
	}

	private void plan() throws StackException {
		if (!this.environment.containsKey("MEDLINKS_MONGODB_URI")) {
			List<String> options = new ArrayList<>(List.of("-Xmx160m", "-Xms48m", "-XX:MaxDirectMemorySize=48m"));
			options.addAll(told("MEDLINKS_DATABASE_JVM_OPTIONS"));
			this.parts.add(embedded("database", Part.Kind.DATABASE, options, EmbeddedDatabase.class,
					this.home.resolve("data/database/medlinks.mv.db").toString(), Integer.toString(port("database"))));
		}
		if (!this.environment.containsKey("MEDLINKS_KAFKA_BOOTSTRAP_SERVERS")) {
			this.parts.add(embedded("kafka", Part.Kind.KAFKA,
					List.of("-Xmx200m", "-Xms64m", "-XX:MaxDirectMemorySize=64m"), EmbeddedBroker.class,
					this.home.resolve("data/kafka").toString(), Integer.toString(port("kafka"))));
		}
		if (!sendsElsewhere()) {
			this.parts.add(embedded("mail", Part.Kind.MAIL, List.of("-Xmx48m", "-XX:MaxDirectMemorySize=16m"),
					MailCatcher.class, this.home.resolve("data/mail").toString(), Integer.toString(port("mail")),
					Integer.toString(port(SMTP))));
		}
		if (!this.environment.containsKey("MEDLINKS_OIDC_ISSUER")) {
			this.parts.add(new Part("keycloak", Part.Kind.KEYCLOAK, port("keycloak"),
					new KeycloakInstallation(this.root).command(keycloakHome(), port("keycloak"),
							List.of("-Xmx256m", "-Xms96m", "-XX:+UseSerialGC", "-Xss512k", "-XX:MaxMetaspaceSize=192m",
									"-XX:MetaspaceSize=160m", "-XX:ReservedCodeCacheSize=64m",
									"-XX:TieredStopAtLevel=1")),
					with(withMail(KeycloakInstallation.environment(gateway(), secrets())))));
		}
		for (int instance = 1; instance <= this.options.instances(); instance++) {
			for (String service : SERVICES) {
				this.parts.add(service(service, instance, Part.Kind.SERVICE, secrets().ofServices()));
			}
		}
		Map<String, String> routes = Map.of("MEDLINKS_PATIENT_URL", addresses("patient-service"), "MEDLINKS_DOCTOR_URL",
				addresses("doctor-service"), "MEDLINKS_SCHEDULING_URL", addresses("scheduling-service"),
				"MEDLINKS_AI_URL", addresses("ai-summary-service"), "MEDLINKS_OIDC_CLIENT_SECRET", secrets().web());
		for (int instance = 1; instance <= this.options.instances(); instance++) {
			this.parts.add(service("gateway", instance, Part.Kind.GATEWAY, routes));
		}
	}

	private Part embedded(String name, Part.Kind kind, List<String> options, Class<?> program, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(JavaCommand.java());
		command.addAll(SMALL_JVM);
		command.addAll(options);
		command.addAll(List.of("-XX:MaxMetaspaceSize=96m", "-XX:ReservedCodeCacheSize=32m",
				"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
				this.programs.classPath(), program.getName()));
		command.addAll(List.of(arguments));
		return new Part(name, kind, port(name), List.copyOf(command), with(Map.of()));
	}

	private List<String> told(String variable) {
		String options = this.environment.getOrDefault(variable, "").strip();
		return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
	}

	private Part service(String module, int instance, Part.Kind kind, Map<String, String> more) throws StackException {
		String name = instanceName(module, instance);
		List<String> command = new ArrayList<>();
		command.add(JavaCommand.java());
		command.addAll(SMALL_JVM);
		command.addAll(List.of("-Xmx112m", "-Xms48m", "-XX:MaxMetaspaceSize=160m", "-XX:MetaspaceSize=128m",
				"-XX:ReservedCodeCacheSize=64m", "-XX:MaxDirectMemorySize=48m", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow"));
		command.addAll(told("MEDLINKS_JVM_OPTIONS"));
		command.addAll(List.of("-jar", this.programs.jar(module).toString()));
		Map<String, String> settings = new LinkedHashMap<>(more);
		settings.put("MEDLINKS_MONGODB_URI", mongodb());
		settings.put("MEDLINKS_KAFKA_BOOTSTRAP_SERVERS", kafka());
		settings.put("MEDLINKS_OIDC_ISSUER", issuer());
		settings.put("SERVER_PORT", Integer.toString(port(name)));
		settings.put("MEDLINKS_GATEWAY_URL", gateway());
		return new Part(name, kind, port(name), List.copyOf(command), with(withMail(settings)));
	}

	private Map<String, String> withMail(Map<String, String> settings) throws StackException {
		Map<String, String> all = new LinkedHashMap<>(settings);
		all.put(SMTP_HOST, smtpHost());
		all.put(SMTP_PORT, Integer.toString(smtpPort()));
		return all;
	}

	private String addresses(String service) {
		return this.ports.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().equals(service) || entry.getKey().startsWith(service + "-"))
			.map((entry) -> "http://localhost:" + entry.getValue())
			.collect(Collectors.joining(","));
	}

	private static Map<String, String> with(Map<String, String> settings) {
		Map<String, String> all = new LinkedHashMap<>(settings);
		// glibc gives each thread an arena of its own, which a small process cannot
		// afford.
		all.put("MALLOC_ARENA_MAX", "2");
		return Map.copyOf(all);
	}

	/**
	 * Returns where the instances of the services are.
	 * @param ports the port of each part
	 */
	static List<ServiceAddress> services(Map<String, Integer> ports) {
		return SERVICES.stream()
			.map((service) -> new ServiceAddress(service,
					ports.entrySet()
						.stream()
						.filter((entry) -> entry.getKey().equals(service) || entry.getKey().startsWith(service + "-"))
						.sorted(Map.Entry.comparingByKey())
						.map((entry) -> URI.create("http://localhost:" + entry.getValue()))
						.toList()))
			.toList();
	}

	private static boolean isScaled(String name) {
		return "gateway".equals(name) || SERVICES.contains(name);
	}

	private static String instanceName(String name, int instance) {
		return (instance == 1) ? name : name + "-" + instance;
	}

	static String variable(String name) {
		return "MEDLINKS_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
	}

	private static Map<String, Integer> usualPorts() {
		Map<String, Integer> ports = new LinkedHashMap<>();
		ports.put("database", 27_027);
		ports.put("kafka", 29_092);
		ports.put("mail", 8025);
		ports.put(SMTP, 2525);
		ports.put("keycloak", 8180);
		ports.put("patient-service", 8081);
		ports.put("doctor-service", 8082);
		ports.put("scheduling-service", 8083);
		ports.put("ai-summary-service", 8084);
		ports.put("gateway", 8080);
		return ports;
	}

}
