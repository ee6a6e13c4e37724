package io.medlinks.gateway.routing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection serves one request after the other.
 */
@GatewayIT
class KeepAliveIT {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	@LocalServerPort
	int port;

	@Test
	void goesOnAfterARequestThatWaitedForTheOneBefore() throws Exception {
		String relayed = request("/api/patient/diary/" + UUID.randomUUID(),
				"Authorization: " + TestIdentities.bearer(Account.newPatient()) + "\r\n");
		String answeredAtOnce = request("/signed-out", "");
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
			BufferedReader answers = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			send(socket, relayed + answeredAtOnce);
			assertThat(nextStatus(answers)).isEqualTo("HTTP/1.1 200 OK");
			assertThat(nextStatus(answers)).isEqualTo("HTTP/1.1 200 OK");
			send(socket, answeredAtOnce);
			assertThat(nextStatus(answers)).isEqualTo("HTTP/1.1 200 OK");
		}
	}

	private static String request(String path, String headers) {
		return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
	}

	private static void send(Socket socket, String requests) throws IOException {
		socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
		socket.getOutputStream().flush();
	}

	private static String nextStatus(BufferedReader answers) throws IOException {
		for (String line = answers.readLine(); line != null; line = answers.readLine()) {
			int status = line.indexOf("HTTP/1.1 ");
			if (status >= 0) {
				return line.substring(status);
			}
		}
		return "the connection was closed";
	}

}
