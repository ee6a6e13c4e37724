package io.medlinks.testing.parts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.medlinks.local.sharing.SharedPart;

/**
 * Which images the tests would use, and whether a Docker engine holds them already.
 */
final class ContainerImages {

	private static final String UNIX = "unix://";

	private static final int ENOUGH_FOR_THE_STATUS = 64;

	private ContainerImages() {
	}

	static String of(SharedPart part) {
		return switch (part) {
			case DATABASE -> System.getProperty("medlinks.image.mongodb", "mongo:8");
			case BROKER -> System.getProperty("medlinks.image.kafka", "apache/kafka:4.2.1");
			case IDENTITY -> System.getProperty("medlinks.image.keycloak", "quay.io/keycloak/keycloak:26.7.3");
			case MAIL -> throw new IllegalArgumentException("The mail server is never a container");
		};
	}

	/**
	 * Asks the engine itself (Docker Engine API, image inspect). Testcontainers would
	 * first pull images of its own, which an engine without a way out cannot do.
	 */
	static boolean isPresent(String image) {
		String host = System.getenv().getOrDefault("DOCKER_HOST", UNIX + "/var/run/docker.sock");
		return host.startsWith(UNIX) && isPresent(Path.of(host.substring(UNIX.length())), image);
	}

	static boolean isPresent(Path socket, String image) {
		if (!Files.exists(socket)) {
			return false;
		}
		try (SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			engine.connect(UnixDomainSocketAddress.of(socket));
			engine.write(ByteBuffer.wrap(("GET /images/" + image + "/json HTTP/1.0\r\nHost: docker\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII)));
			ByteBuffer answer = ByteBuffer.allocate(ENOUGH_FOR_THE_STATUS);
			while (answer.hasRemaining() && engine.read(answer) >= 0) {
				// The status line is all that matters.
			}
			return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).contains(" 200 ");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
