package io.medlinks.testing.parts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContainerImagesTests {

	private Path folder = Path.of("");

	@BeforeEach
	void makeAFolder() throws IOException {
		// A socket's path must be short.
		this.folder = Files.createTempDirectory("engine");
	}

	@AfterEach
	void removeTheFolder() throws IOException {
		Files.deleteIfExists(this.folder.resolve("docker.sock"));
		Files.deleteIfExists(this.folder);
	}

	@Test
	void asksTheEngineForTheImage() throws Exception {
		assertThat(answerOf("HTTP/1.0 200 OK\r\n\r\n{}")).isTrue();
		assertThat(answerOf("HTTP/1.0 404 Not Found\r\n\r\n{}")).isFalse();
	}

	@Test
	void findsNothingWhereNoEngineIs() throws IOException {
		assertThat(ContainerImages.isPresent(this.folder.resolve("docker.sock"), "mongo:8")).isFalse();
		Files.createFile(this.folder.resolve("docker.sock"));
		assertThat(ContainerImages.isPresent(this.folder.resolve("docker.sock"), "mongo:8")).isFalse();
	}

	private boolean answerOf(String words) throws Exception {
		Path socket = this.folder.resolve("docker.sock");
		Files.deleteIfExists(socket);
		try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			engine.bind(UnixDomainSocketAddress.of(socket));
			Thread answering = Thread.ofVirtual().start(() -> answer(engine, words));
			boolean present = ContainerImages.isPresent(socket, "apache/kafka:4.2.1");
			answering.join();
			return present;
		}
	}

	private static void answer(ServerSocketChannel engine, String words) {
		try (SocketChannel caller = engine.accept()) {
			ByteBuffer question = ByteBuffer.allocate(200);
			caller.read(question);
			String asked = new String(question.array(), 0, question.position(), StandardCharsets.US_ASCII);
			String answer = asked.startsWith("GET /images/apache/kafka:4.2.1/json ") ? words
					: "HTTP/1.0 400 Bad\r\n\r\n";
			caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
