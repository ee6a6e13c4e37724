package io.medlinks.testing.parts;

import java.nio.file.Files;
import java.nio.file.Path;

import com.github.dockerjava.api.exception.DockerException;
import io.medlinks.local.sharing.SharedPart;
import org.testcontainers.DockerClientFactory;

/**
 * Which images the tests would use, and whether a Docker engine holds them already.
 */
final class ContainerImages {

	private static final Path SOCKET = Path.of("/var/run/docker.sock");

	private ContainerImages() {
	}

	static String of(SharedPart part) {
		return switch (part) {
			case DATABASE -> System.getProperty("medlinks.image.mongodb", "mongo:8");
			case BROKER -> System.getProperty("medlinks.image.kafka", "apache/kafka:4.2.1");
			case IDENTITY -> System.getProperty("medlinks.image.keycloak", "quay.io/keycloak/keycloak:26.7.3");
		};
	}

	static boolean isPresent(String image) {
		// Testcontainers tells at length what it did not find, so it is asked last.
		if (System.getenv("DOCKER_HOST") == null && !Files.exists(SOCKET)) {
			return false;
		}
		if (!DockerClientFactory.instance().isDockerAvailable()) {
			return false;
		}
		try {
			DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
			return true;
		}
		catch (DockerException ex) {
			return false;
		}
	}

}
