package io.medlinks.local.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medlinks.local.broker.EmbeddedBroker;
import io.medlinks.local.database.EmbeddedDatabase;
import io.medlinks.local.identity.KeycloakInstallation;
import io.medlinks.local.process.JavaCommand;
import io.medlinks.local.process.Ports;

/**
 * Which processes make up the system, where they listen and what each is told of the
 * others.
 */
final class SystemPlan {

	static final String DATABASE = "database";

	static final String KAFKA = "kafka";

	static final String KEYCLOAK = "keycloak";

	static final String GATEWAY = "gateway";

	static final String MONGODB_URI = "MEDLINKS_MONGODB_URI";

	static final String KAFKA_SERVERS = "MEDLINKS_KAFKA_BOOTSTRAP_SERVERS";

	static final String ISSUER = "MEDLINKS_OIDC_ISSUER";

	/** The addresses that switch an embedded part off, and the part. */
	static final Map<String, String> EXTERNAL = Map.of(MONGODB_URI, DATABASE, KAFKA_SERVERS, KAFKA, ISSUER, KEYCLOAK);

	/**
	 * The services with their first instance's port and the variable by which the gateway
	 * finds them.
	 */
	private static final List<Service> SERVICES = List.of(new Service("patient-service", 8081, "MEDLINKS_PATIENT_URL"),
			new Service("doctor-service", 8082, "MEDLINKS_DOCTOR_URL"),
			new Service("scheduling-service", 8083, "MEDLINKS_SCHEDULING_URL"),
			new Service("ai-summary-service", 8084, "MEDLINKS_AI_URL"));

	/** Further instances listen this much higher. */
	private static final int INSTANCE_STEP = 100;

	/** Secret of the gateway's client in the local stack only. */
	private static final String LOCAL_CLIENT_SECRET = "medlinks-local-secret";

	/**
	 * Small heaps, one collector thread and the quick compiler only: eight processes
	 * share two cores and 2.5 GB here.
	 */
	private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k",
			"-XX:ReservedCodeCacheSize=48m", "-XX:+ExitOnOutOfMemoryError");

	private final Path root;

	private final Path home;

	private final RunningState state;

	SystemPlan(Path root, Path home, RunningState state) {
		this.root = root;
		this.home = home;
		this.state = state;
	}

	static Map<String, Integer> ports(int instances, boolean free, Map<String, String> external) {
		Map<String, Integer> ports = new LinkedHashMap<>();
		put(ports, DATABASE, 27027, free);
		put(ports, KAFKA, 29092, free);
		put(ports, KEYCLOAK, 8180, free);
		EXTERNAL.forEach((variable, part) -> {
			if (external.containsKey(variable)) {
				ports.remove(part);
			}
		});
		for (int instance = 1; instance <= instances; instance++) {
			int step = (instance - 1) * INSTANCE_STEP;
			for (Service service : SERVICES) {
				put(ports, instance(service.name(), instance), service.port() + step, free);
			}
			put(ports, instance(GATEWAY, instance), 8080 + step, free);
		}
		return ports;
	}

	private static void put(Map<String, Integer> ports, String part, int usual, boolean free) {
		ports.put(part, free ? Ports.free() : usual);
	}

	private static String instance(String name, int instance) {
		return (instance == 1) ? name : name + "-" + instance;
	}

	/** The parts that the services need, as far as they are ours. */
	List<Part> foundation() {
		List<Part> parts = new ArrayList<>();
		Integer database = this.state.ports().get(DATABASE);
		if (database != null) {
			parts.add(new Part(DATABASE, database,
					JavaCommand.local(this.root, small("-Xmx192m"), EmbeddedDatabase.class.getName(),
							List.of(this.home.resolve("data/database.mv").toString(), database.toString())),
					Map.of(), "", 30));
		}
		Integer kafka = this.state.ports().get(KAFKA);
		if (kafka != null) {
			parts
				.add(new Part(KAFKA, kafka,
						JavaCommand.local(this.root, small("-Xmx224m"), EmbeddedBroker.class.getName(),
								List.of(this.home.resolve("data/kafka").toString(), kafka.toString())),
						Map.of(), "", 60));
		}
		Integer keycloak = this.state.ports().get(KEYCLOAK);
		if (keycloak != null) {
			KeycloakInstallation installation = new KeycloakInstallation(this.root);
			parts.add(new Part(KEYCLOAK, keycloak,
					installation.command(keycloakHome(), keycloak,
							List.of("-Xmx288m", "-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=256m",
									"-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=64m")),
					KeycloakInstallation.environment(this.state.gatewayUrl(), LOCAL_CLIENT_SECRET),
					KeycloakInstallation.issuer(keycloak) + "/.well-known/openid-configuration", 180));
		}
		return parts;
	}

	/** The four services, all instances. */
	List<Part> services() {
		List<Part> parts = new ArrayList<>();
		for (int instance = 1; instance <= this.state.instances(); instance++) {
			for (Service service : SERVICES) {
				parts.add(spring(service.name(), instance, 136, Map.of()));
			}
		}
		return parts;
	}

	/** The gateway, all instances. */
	List<Part> gateways() {
		Map<String, String> environment = new LinkedHashMap<>();
		for (Service service : SERVICES) {
			List<String> addresses = new ArrayList<>();
			for (int instance = 1; instance <= this.state.instances(); instance++) {
				addresses.add("http://localhost:" + port(instance(service.name(), instance)));
			}
			environment.put(service.variable(), String.join(",", addresses));
		}
		environment.put("MEDLINKS_GATEWAY_URL", this.state.gatewayUrl());
		environment.put("MEDLINKS_OIDC_CLIENT_SECRET",
				System.getenv().getOrDefault("MEDLINKS_OIDC_CLIENT_SECRET", LOCAL_CLIENT_SECRET));
		List<Part> parts = new ArrayList<>();
		for (int instance = 1; instance <= this.state.instances(); instance++) {
			parts.add(spring(GATEWAY, instance, 144, environment));
		}
		return parts;
	}

	List<Part> all() {
		List<Part> parts = new ArrayList<>(foundation());
		parts.addAll(services());
		parts.addAll(gateways());
		return parts;
	}

	Path keycloakHome() {
		return this.home.resolve("keycloak");
	}

	private Part spring(String name, int instance, int heapMegabytes, Map<String, String> environment) {
		Path jar = this.root.resolve(name).resolve("target").resolve(name + ".jar");
		String part = instance(name, instance);
		List<String> command = new ArrayList<>();
		command.add(JavaCommand.java());
		command.addAll(small("-Xmx" + heapMegabytes + "m"));
		command.addAll(List.of("-XX:MaxMetaspaceSize=176m", "--enable-native-access=ALL-UNNAMED",
				"-Djava.net.preferIPv4Stack=true", "-Dio.netty.maxDirectMemory=33554432", "-jar", jar.toString()));
		Map<String, String> complete = new LinkedHashMap<>(environment);
		complete.put("SERVER_PORT", Integer.toString(port(part)));
		complete.put(MONGODB_URI, address(MONGODB_URI, DATABASE, "mongodb://localhost:%d"));
		complete.put(KAFKA_SERVERS, address(KAFKA_SERVERS, KAFKA, "localhost:%d"));
		complete.put(ISSUER, address(ISSUER, KEYCLOAK, "http://localhost:%d/realms/medlinks"));
		return new Part(part, port(part), command, complete,
				"http://localhost:" + port(part) + "/actuator/health/readiness", 120);
	}

	private String address(String variable, String part, String own) {
		String external = this.state.external().get(variable);
		return (external != null) ? external : own.formatted(port(part));
	}

	private int port(String part) {
		return Objects.requireNonNull(this.state.ports().get(part), part);
	}

	private static List<String> small(String heap) {
		List<String> options = new ArrayList<>(SMALL);
		options.add(heap);
		return options;
	}

	private record Service(String name, int port, String variable) {

	}

}
