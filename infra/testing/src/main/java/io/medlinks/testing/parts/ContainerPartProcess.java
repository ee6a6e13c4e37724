package io.medlinks.testing.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.medlinks.local.identity.KeycloakInstallation;
import io.medlinks.local.identity.RealmSecrets;
import io.medlinks.local.process.JavaCommand;
import io.medlinks.local.process.Ports;
import io.medlinks.local.sharing.PartHost;
import io.medlinks.local.sharing.SharedPart;
import org.testcontainers.containers.FixedHostPortGenericContainer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * The process behind one container that builds share. It outlives the JVM of the tests
 * that started it, so that one container serves the whole build.
 */
final class ContainerPartProcess {

	private static final Duration START_LIMIT = Duration.ofMinutes(3);

	private static final int MONGODB_PORT = 27017;

	private ContainerPartProcess() {
	}

	static List<String> command(Path root, SharedPart part) {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		// Testcontainers needs no helpers of its own here: the process ends its
		// container.
		return List.of("env", "TESTCONTAINERS_RYUK_DISABLED=true", "TESTCONTAINERS_CHECKS_DISABLE=true",
				JavaCommand.java(), "-Xmx128m", "-XX:+UseSerialGC", "-Dmedlinks.image=" + ContainerImages.of(part),
				"-cp", classPath, ContainerPartProcess.class.getName(), root.toString(), part.name());
	}

	/**
	 * Runs a container until no build needs it.
	 * @param args the folder of the repository and the name of the part
	 */
	public static void main(String... args) throws IOException, InterruptedException {
		Path root = Path.of(args[0]);
		SharedPart part = SharedPart.valueOf(args[1]);
		int port = Ports.free();
		String image = System.getProperty("medlinks.image");
		GenericContainer<?> container = switch (part) {
			case DATABASE -> mongodb(image, port);
			case BROKER -> kafka(image, port);
			case IDENTITY -> keycloak(image, port, root);
			case MAIL -> throw new IllegalArgumentException("The mail server is never a container");
		};
		PartHost host = new PartHost(root, part, container::stop);
		container.withStartupTimeout(START_LIMIT).start();
		host.announce(switch (part) {
			case DATABASE -> "mongodb://localhost:" + port + "/?directConnection=true";
			case BROKER -> "localhost:" + port;
			case IDENTITY -> KeycloakInstallation.issuer(port);
			case MAIL -> "";
		});
		Thread.currentThread().join();
	}

	private static GenericContainer<?> mongodb(String image, int port) {
		return new FixedHostPortGenericContainer<>(image).withFixedExposedPort(port, MONGODB_PORT)
			.waitingFor(Wait.forListeningPort());
	}

	private static GenericContainer<?> kafka(String image, int port) {
		return new FixedHostPortGenericContainer<>(image).withFixedExposedPort(port, port)
			.withEnv("KAFKA_NODE_ID", "1")
			.withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
			.withEnv("KAFKA_LISTENERS", "PLAINTEXT://:" + port + ",CONTROLLER://:9093")
			.withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://localhost:" + port)
			.withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
			.withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT")
			.withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
			.withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
			.withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
			.withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
			.withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
			.withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
			.withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
			.withEnv("KAFKA_NUM_PARTITIONS", "6")
			.waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
	}

	private static GenericContainer<?> keycloak(String image, int port, Path root) {
		Path files = root.resolve("infra/keycloak");
		return new FixedHostPortGenericContainer<>(image).withFixedExposedPort(port, port)
			.withCopyFileToContainer(MountableFile.forHostPath(files.resolve("medlinks-realm.json")),
					"/opt/keycloak/data/import/medlinks-realm.json")
			.withCopyFileToContainer(MountableFile.forHostPath(files.resolve("local/medlinks-users-0.json")),
					"/opt/keycloak/data/import/medlinks-users-0.json")
			.withCopyFileToContainer(MountableFile.forHostPath(files.resolve("themes/medlinks")),
					"/opt/keycloak/themes/medlinks")
			.withEnv(KeycloakInstallation.environment("http://localhost:8080", RealmSecrets.LOCAL))
			.withCommand("start-dev", "--cache=local", "--http-port=" + port,
					"--hostname=" + KeycloakInstallation.origin(port), "--import-realm")
			.waitingFor(Wait.forHttp("/realms/medlinks").forPort(port));
	}

}
