package io.medlinks.gateway.protection;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.Services;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody gets more than one person needs.
 */
@GatewayIT
class RequestLimitsIT {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private static final int THREADS = 16;

	/** More than any limit lets through while this machine sends them. */
	private static final int MANY = 2000;

	private final String path = "/api/patient/diary/" + UUID.randomUUID();

	@Autowired
	Browsers browsers;

	@LocalServerPort
	int port;

	@Test
	void refusesAnAccountThatAsksTooOften() throws Exception {
		String bearer = TestIdentities.bearer(Account.newPatient());
		Answer refused = firstRefused(() -> this.browsers.nobody().get(this.path, "Authorization", bearer));
		assertTooMany(refused);
		assertThat(this.browsers.nobody()
			.get(this.path, "Authorization", TestIdentities.bearer(Account.newPatient()))
			.status()).as("others go on").isEqualTo(200);
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> this.browsers.nobody().get(this.path, "Authorization", bearer).status() == 200);
	}

	@Test
	void countsTheSessionsOfAnAccountTogether() throws Exception {
		Account account = Account.newPatient();
		String bearer = TestIdentities.bearer(account);
		firstRefused(() -> this.browsers.nobody().get(this.path, "Authorization", bearer));
		Answer refused = firstRefused(() -> this.browsers.signedIn(account).get(this.path));
		assertTooMany(refused);
	}

	@Test
	void refusesAnAddressThatGuessesCalendarsTooOften() throws Exception {
		assertTooMany(firstRefused(() -> this.browsers.nobody().get("/calendar/" + UUID.randomUUID() + ".ics")));
		awaitNobodyServed();
	}

	@Test
	void refusesAnAddressThatAsksTooOften() throws Exception {
		assertTooMany(firstRefused(() -> this.browsers.nobody().get("/api/public/status")));
		awaitNobodyServed();
	}

	@Test
	void refusesAnAddressThatGuessesTokens() throws Exception {
		assertTooMany(firstRefused(() -> this.browsers.nobody().get(this.path, "Authorization", "Bearer guess")));
		awaitNobodyServed();
	}

	@Test
	void refusesAnAddressThatBeginsTooManySignIns() throws Exception {
		assertTooMany(firstRefused(() -> this.browsers.nobody().get("/auth/login")));
		awaitNobodyServed();
	}

	@Test
	void refusesAnAddressThatGuessesCodes() throws Exception {
		assertTooMany(
				firstRefused(() -> this.browsers.nobody().get("/login/oauth2/code/keycloak?code=guess&state=guess")));
		awaitNobodyServed();
	}

	@Test
	void refusesABodyThatSaysItIsTooLarge() {
		Answer answer = this.browsers.signedIn(Account.newPatient()).write("POST", this.path, "x".repeat(1_000_000));
		assertTooLarge(answer.status(), answer.body());
	}

	@Test
	void refusesABodyThatTurnsOutToBeTooLarge() throws Exception {
		byte[] body = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + this.path))
			.header("Authorization", TestIdentities.bearer(Account.newPatient()))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
			.build();
		try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
			assertTooLarge(answer.statusCode(), answer.body());
		}
	}

	@Test
	void takesABodyAtTheLimit() {
		Answer answer = this.browsers.signedIn(Account.newPatient()).write("POST", this.path, "x".repeat(256 * 1024));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(Services.PATIENT.received(this.path).getFirst().body()).hasSize(256 * 1024);
	}

	@Test
	void letsLargeAnswersPass() {
		Answer answer = this.browsers.signedIn(Account.newPatient()).get(this.path + "/big");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).hasSize(1024 * 1024);
	}

	@Test
	void refusesHeadersThatAreTooLarge() {
		Answer answer = this.browsers.nobody().get("/api/public/status", "X-Long", "x".repeat(40_000));
		assertThat(answer.status()).isBetween(400, 499);
	}

	private void assertTooLarge(int status, String body) {
		assertThat(status).isEqualTo(413);
		assertThat(body).contains("urn:medlinks:problem:too-large", "256 KiB");
		assertThat(Services.PATIENT.received(this.path)).isEmpty();
	}

	private static void assertTooMany(Answer refused) {
		assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
		assertThat(refused.json().path("type").asString()).isEqualTo("urn:medlinks:problem:too-many-requests");
		assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After")))).isPositive();
	}

	/** The next test begins when this address may ask again. */
	private void awaitNobodyServed() {
		Awaitility.await().atMost(LIMIT).until(() -> this.browsers.nobody().get("/api/public/status").status() == 200);
	}

	private static Answer firstRefused(Supplier<Answer> request) throws Exception {
		List<Future<Answer>> answers = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
			for (int i = 0; i < MANY; i++) {
				answers.add(threads.submit(request::get));
			}
			for (Future<Answer> answer : answers) {
				if (answer.get().status() == 429) {
					threads.shutdownNow();
					return answer.get();
				}
			}
		}
		throw new AssertionError("None of " + MANY + " requests was refused");
	}

}
