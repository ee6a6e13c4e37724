package io.medlinks.gateway.webclient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.testing.identity.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The web client as browsers get it; its files in this test stand in
 * <code>src/test/resources/static</code>.
 */
@GatewayIT
class WebClientIT {

	private static final String ASSET = "/assets/test-0a1b2c3d.js";

	@Autowired
	Browsers browsers;

	@Autowired
	Clock clock;

	@LocalServerPort
	int port;

	@ParameterizedTest
	@ValueSource(strings = { "/", "/signed-out", "/signed-out?problem=sign-in" })
	void servesOpenPagesToEverybodyAndFromNoCache(String page) {
		Answer answer = this.browsers.nobody().get(page);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
		assertThat(answer.body()).containsIgnoringCase("<!doctype html");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/patient", "/patient/", "/patient/diary/entries/42?version=3", "/patient/a.b/c" })
	void servesThePageBehindADeepLink(String page) {
		Answer answer = this.browsers.signedIn(Account.newPatient()).get(page);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(this.browsers.nobody().get("/").body());
		assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
	}

	@Test
	void letsHashedFilesBeKeptForGood() {
		Answer answer = this.browsers.nobody().get(ASSET);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
		assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
		assertThat(answer.header("Content-Encoding")).isNull();
		assertThat(answer.header("Vary")).contains("Accept-Encoding");
		assertThat(answer.body()).contains("test asset");
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "gzip" })
	void sendsTheCompressedForm(String encoding) throws Exception {
		HttpResponse<byte[]> answer = asset(encoding + ", identity;q=0.5");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Encoding")).hasValue(encoding);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=UTF-8");
		assertThat(answer.body()).isEqualTo(file(encoding));
	}

	@Test
	void prefersTheSmallestForm() throws Exception {
		assertThat(asset("gzip, deflate, br").headers().firstValue("Content-Encoding")).hasValue("br");
	}

	@ParameterizedTest
	@ValueSource(strings = { "br;q=0, gzip;q=0", "br;q=0.0, gzip; q=0.000", "identity", "deflate" })
	void sendsNoFormThatTheBrowserDoesNotWant(String accepted) throws Exception {
		HttpResponse<byte[]> answer = asset(accepted);
		assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(new String(answer.body())).contains("test asset");
	}

	@Test
	void sendsNothingThatTheBrowserHas() {
		for (String path : List.of("/", ASSET)) {
			String etag = String.valueOf(this.browsers.nobody().get(path).header("ETag"));
			Answer again = this.browsers.nobody().get(path, "If-None-Match", etag);
			assertThat(again.status()).isEqualTo(304);
			assertThat(again.body()).isEmpty();
			Answer changed = this.browsers.nobody().get(path, "If-None-Match", "\"another\"");
			assertThat(changed.status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/assets/missing-0a1b2c3d.js", ASSET + ".br", "/assets/", "/favicon.missing",
			"/static/index.html", "/assets/..%2findex.html", "/application.yaml" })
	void knowsNoOtherFiles(String path) {
		Answer answer = this.browsers.signedIn(Account.newPatient()).get(path);
		assertThat(answer.status()).isIn(400, 404);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void answersToTheMethodsOfReadersOnly() {
		assertThat(this.browsers.nobody().send("HEAD", "/", null).status()).isEqualTo(200);
		assertThat(this.browsers.nobody().send("HEAD", "/", null).body()).isEmpty();
		assertThat(this.browsers.nobody().send("POST", "/", "x").status()).isBetween(400, 499);
		assertThat(this.browsers.nobody().send("DELETE", ASSET, null).status()).isBetween(400, 499);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", ASSET, "/auth/session", "/api/public/status", "/api/patient/profile", "/nothing" })
	void tellsBrowsersWhatTheyMustNotDo(String path) {
		Answer answer = this.browsers.nobody().get(path);
		String policy = String.valueOf(answer.header("Content-Security-Policy"));
		assertThat(policy).contains("default-src 'none'", "script-src 'self';", "style-src 'self';",
				"connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'");
		assertThat(policy).doesNotContain("unsafe", "*");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
		assertThat(answer.header("Permissions-Policy")).contains("geolocation=()");
		assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
		assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
		assertThat(answer.header("Strict-Transport-Security")).as("only by https").isNull();
		assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
		assertThat(answer.header("Server")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", ASSET, "/auth/session", "/api/patient/profile", "/nothing" })
	void tellsDevicesWhatTimeItIs(String path) {
		Instant before = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		String date = String.valueOf(this.browsers.nobody().get(path).header("Date"));
		assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))).isBetween(before,
				this.clock.instant());
	}

	@Test
	void letsNoAnswerOfTheApiBeKept() {
		for (String path : List.of("/api/public/status", "/api/patient/profile", "/api/nothing", "/auth/session")) {
			assertThat(this.browsers.signedIn(Account.newPatient()).get(path).header("Cache-Control")).as(path)
				.contains("no-store");
			assertThat(this.browsers.nobody().get(path).header("Cache-Control")).as(path).contains("no-store");
		}
	}

	@Test
	void grantsNothingToOtherOrigins() {
		Answer preflight = this.browsers.nobody()
			.send("OPTIONS", "/api/patient/profile", null, "Origin", "https://evil.example",
					"Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "authorization");
		assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
		Answer read = this.browsers.nobody().get("/auth/session", "Origin", "https://evil.example");
		assertThat(read.header("Access-Control-Allow-Origin")).isNull();
	}

	private HttpResponse<byte[]> asset(String accepted) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + ASSET))
			.header("Accept-Encoding", accepted)
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
		}
	}

	private static byte[] file(String encoding) throws IOException {
		return new ClassPathResource("static" + ASSET + (encoding.equals("br") ? ".br" : ".gz"))
			.getContentAsByteArray();
	}

}
