package io.medlinks.gateway.routing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.EventStream;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.SecondInstance;
import io.medlinks.gateway.it.ServiceStandIn;
import io.medlinks.gateway.it.Services;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of events pass as they are and end with their session.
 */
@GatewayIT
class LiveStreamIT {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private static final String BACK_CHANNEL = "/logout/connect/back-channel/keycloak";

	private static final int TINY = 4096;

	private static final int ROOMY = 1024 * 1024;

	@Autowired
	Browsers browsers;

	@Autowired
	SecondInstance second;

	@Autowired
	RoutingProperties properties;

	@LocalServerPort
	int port;

	@AfterEach
	void endStreams() {
		Services.PATIENT.endStreams();
		Services.DOCTOR.endStreams();
		awaitOpenStreams(Services.PATIENT, 0);
	}

	@Test
	void passesEachEventOnAtOnce() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		try (EventStream stream = browser.open("/api/patient/live", "Last-Event-ID", "17")) {
			assertThat(stream.status()).isEqualTo(200);
			assertThat(stream.contentType()).startsWith("text/event-stream");
			stream.awaitEvent("hello from patient");
			awaitOpenStreams(Services.PATIENT, 1);
			Services.PATIENT.send("an entry was assessed");
			stream.awaitEvent("an entry was assessed");
			assertThat(Services.PATIENT.received("/api/patient/live")).last()
				.satisfies((request) -> assertThat(request.headers()).containsEntry("last-event-id", "17")
					.doesNotContainKey("cookie"));
			assertThat(stream.isOpen()).isTrue();
		}
	}

	@Test
	void outlivesTheTimeThatACallMayTake() {
		Browser browser = this.browsers.signedIn(Account.newDoctor());
		try (EventStream stream = browser.open("/api/doctor/live")) {
			stream.awaitEvent("hello from doctor");
			Instant late = Instant.now().plus(this.properties.responseTimeout().multipliedBy(2));
			Awaitility.await().atMost(LIMIT).until(() -> Instant.now().isAfter(late));
			assertThat(stream.isOpen()).isTrue();
			Services.DOCTOR.send("late");
			stream.awaitEvent("late");
		}
	}

	@Test
	void endsWhenTheServiceEndsIt() {
		try (EventStream stream = this.browsers.signedIn(Account.newPatient()).open("/api/patient/live")) {
			stream.awaitEvent("hello from patient");
			awaitOpenStreams(Services.PATIENT, 1);
			Services.PATIENT.endStreams();
			awaitEnd(stream);
		}
	}

	@Test
	void lettingGoEndsItAtTheService() {
		try (EventStream stream = this.browsers.signedIn(Account.newPatient()).open("/api/patient/live")) {
			stream.awaitEvent("hello from patient");
			awaitOpenStreams(Services.PATIENT, 1);
		}
		Services.PATIENT.send("anybody?");
		awaitOpenStreams(Services.PATIENT, 0);
	}

	@Test
	void endsWithTheSignOutOnEveryInstance() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		try (EventStream here = browser.open("/api/patient/live");
				EventStream there = browser.at(this.second.port()).open("/api/patient/live");
				EventStream bystander = this.browsers.signedIn(Account.newPatient()).open("/api/patient/live")) {
			awaitOpenStreams(Services.PATIENT, 3);
			assertThat(browser.write("POST", "/auth/logout", null).status()).isEqualTo(200);
			awaitEnd(here);
			awaitEnd(there);
			awaitOpenStreams(Services.PATIENT, 1);
			assertThat(bystander.isOpen()).isTrue();
		}
	}

	@Test
	void endsWithTheSignInAtTheIssuerOnEveryInstance() {
		String sid = UUID.randomUUID().toString();
		Browser browser = this.browsers.signedIn(Account.newPatient(), sid);
		try (EventStream here = browser.open("/api/patient/live");
				EventStream there = browser.at(this.second.port()).open("/api/patient/live")) {
			awaitOpenStreams(Services.PATIENT, 2);
			String token = TestIdentities.accessToken(Account.newPatient())
				.with((claims) -> claims.audience("medlinks-web")
					.claim("sid", sid)
					.claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())))
				.value();
			assertThat(this.browsers.nobody()
				.send("POST", BACK_CHANNEL, "logout_token=" + token, "Content-Type",
						"application/x-www-form-urlencoded")
				.status()).isEqualTo(200);
			awaitEnd(here);
			awaitEnd(there);
			awaitOpenStreams(Services.PATIENT, 0);
		}
	}

	@Test
	void endsForWhoeverReadsOnAfterTheServiceCutIt() throws IOException {
		Services.PATIENT.cutting(true);
		int before = Services.PATIENT.cuts();
		try (Socket reader = new Socket()) {
			reader.setReceiveBufferSize(TINY);
			reader.connect(new InetSocketAddress("localhost", this.port));
			reader.setSoTimeout((int) LIMIT.toMillis());
			reader.getOutputStream()
				.write(("GET /api/patient/live HTTP/1.1\r\nHost: localhost:" + this.port
						+ "\r\nAccept: text/event-stream\r\nAuthorization: "
						+ TestIdentities.bearer(Account.newPatient()) + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			Awaitility.await().atMost(LIMIT).until(() -> Services.PATIENT.cuts() > before);
			// A window that stays small is filled by the kernel's timers only.
			reader.setReceiveBufferSize(ROOMY);
			assertThat(ends(reader)).isTrue();
		}
		finally {
			Services.PATIENT.cutting(false);
		}
	}

	@Test
	void isClosedToNobodyAndToTheOtherGroup() {
		assertThat(this.browsers.nobody().get("/api/patient/live").status()).isEqualTo(401);
		assertThat(this.browsers.signedIn(Account.newDoctor()).get("/api/patient/live").status()).isEqualTo(403);
		assertThat(this.browsers.signedIn(Account.newPatient()).get("/api/doctor/live").status()).isEqualTo(403);
	}

	/** Reads what is left. */
	private static boolean ends(Socket reader) throws IOException {
		byte[] left = new byte[4096];
		try {
			while (reader.getInputStream().read(left) >= 0) {
				// What lay in buffers.
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	private static void awaitEnd(EventStream stream) {
		// The promise is two seconds; a busy machine may take its time.
		Awaitility.await().atMost(LIMIT).until(() -> !stream.isOpen());
	}

	private static void awaitOpenStreams(ServiceStandIn service, int count) {
		Awaitility.await().atMost(LIMIT).until(service::openStreams, (open) -> open == count);
	}

}
