package io.medlinks.testing.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import io.medlinks.local.sharing.SharedPart;
import io.medlinks.local.sharing.SharedParts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MongoDB, Kafka and Keycloak that integration tests use: containers where a Docker
 * engine answers and holds the image, the embedded parts otherwise. One of each serves a
 * whole build and starts when it is first asked for.
 */
public final class TestParts {

	private static final Logger log = LoggerFactory.getLogger(TestParts.class);

	private static final Map<SharedPart, String> ADDRESSES = new EnumMap<>(SharedPart.class);

	private TestParts() {
	}

	/**
	 * Returns a connection string without a database name.
	 */
	public static String mongodbUri() {
		return address(SharedPart.DATABASE);
	}

	/**
	 * Returns the addresses Kafka clients connect to first.
	 */
	public static String kafkaBootstrapServers() {
		return address(SharedPart.BROKER);
	}

	/**
	 * Returns the issuer of a real Keycloak with the realm <code>medlinks</code> and its
	 * demo accounts. Its client <code>medlinks-web</code> knows a gateway at
	 * <code>http://localhost:8080</code>.
	 */
	public static String keycloakIssuer() {
		return address(SharedPart.IDENTITY);
	}

	/**
	 * Returns the address of the inbox that the mails of that Keycloak go to.
	 */
	public static String mailInbox() {
		return new SharedParts(root()).address(SharedPart.MAIL).replaceFirst(" .*", "");
	}

	/**
	 * Returns the folder of the whole repository.
	 */
	public static Path root() {
		String told = System.getProperty("medlinks.root");
		if (told != null && Files.isRegularFile(Path.of(told, "infra/local/pom.xml"))) {
			return Path.of(told);
		}
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			if (Files.isRegularFile(folder.resolve("infra/local/pom.xml"))) {
				return folder;
			}
		}
		throw new IllegalStateException("The tests run outside the repository; set the property medlinks.root");
	}

	private static String address(SharedPart part) {
		synchronized (ADDRESSES) {
			return ADDRESSES.computeIfAbsent(part, TestParts::find);
		}
	}

	private static String find(SharedPart part) {
		SharedParts parts = new SharedParts(root());
		String image = ContainerImages.of(part);
		boolean container = ContainerImages.isPresent(image);
		String address = container ? parts.address(part, () -> ContainerPartProcess.command(root(), part))
				: parts.address(part);
		log.info("Tests use {} at {}", container ? "the container " + image : "the embedded " + name(part), address);
		return address;
	}

	private static String name(SharedPart part) {
		return switch (part) {
			case DATABASE -> "database";
			case BROKER -> "Kafka broker";
			case IDENTITY -> "Keycloak";
			case MAIL -> "mail server";
		};
	}

}
