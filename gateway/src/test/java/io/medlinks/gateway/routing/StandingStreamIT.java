package io.medlinks.gateway.routing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.EventStream;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.Services;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * A live view through which nothing goes any more ends, so that its reader comes back.
 */
@GatewayIT
@TestPropertySource(properties = "medlinks.routing.standstill=500ms")
class StandingStreamIT {

	/** Less than the silence for which a service may leave any answer. */
	private static final Duration LIMIT = Duration.ofSeconds(40);

	private static final String PATH = "/api/patient/live";

	private static final int TINY = 4096;

	private static final String MUCH = "x".repeat(1024 * 1024);

	@Autowired
	Browsers browsers;

	@LocalServerPort
	int port;

	@AfterEach
	void endStreams() {
		Services.PATIENT.endStreams();
		awaitOpenStreams(0);
	}

	@Test
	void endsWhereTheServiceSaysNothing() {
		try (EventStream stream = this.browsers.signedIn(Account.newPatient()).open(PATH)) {
			stream.awaitEvent("hello from patient");
			Awaitility.await().atMost(LIMIT).until(() -> !stream.isOpen());
			awaitOpenStreams(0);
		}
	}

	@Test
	void endsWhereNobodyTakesWhatThereIs() throws IOException {
		try (Socket reader = new Socket()) {
			reader.setReceiveBufferSize(TINY);
			reader.connect(new InetSocketAddress("localhost", this.port));
			reader.getOutputStream()
				.write(("GET " + PATH + " HTTP/1.1\r\nHost: localhost:" + this.port
						+ "\r\nAccept: text/event-stream\r\nAuthorization: "
						+ TestIdentities.bearer(Account.newPatient()) + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			awaitOpenStreams(1);
			Awaitility.await().atMost(LIMIT).until(() -> {
				Services.PATIENT.send(MUCH);
				return Services.PATIENT.openStreams() == 0;
			});
			// Nothing of what lies in buffers was read by now.
			Awaitility.await().atMost(LIMIT).until(() -> hasHungUpOn(reader));
		}
	}

	private static boolean hasHungUpOn(Socket reader) throws IOException {
		try {
			reader.getOutputStream().write('x');
			return false;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	private static void awaitOpenStreams(int count) {
		Awaitility.await().atMost(LIMIT).until(Services.PATIENT::openStreams, (open) -> open == count);
	}

}
