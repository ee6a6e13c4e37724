package io.medlinks.gateway.session;

import java.util.Objects;
import java.util.UUID;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.ServiceStandIn.Received;
import io.medlinks.gateway.it.Services;
import io.medlinks.testing.identity.Account;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a browser's request reaches a service, and what of its answer comes back.
 */
@GatewayIT
class TokenRelayIT {

	private final String path = "/api/patient/diary/" + UUID.randomUUID();

	@Autowired
	Browsers browsers;

	@Test
	void relaysTheTokenAndNoCookie() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		browser.session();
		browser.plant("theme", "dark");
		Answer answer = browser.get(this.path + "?limit=5&q=a%20b", "Accept-Language", "de", "If-None-Match", "\"6\"");
		assertThat(answer.status()).isEqualTo(200);
		Received received = only();
		assertThat(received.query()).isEqualTo("limit=5&q=a%20b");
		assertThat(received.headers().get("authorization")).startsWith("Bearer eyJ");
		assertThat(received.headers()).doesNotContainKeys("cookie", "x-xsrf-token")
			.containsEntry("accept-language", "de")
			.containsEntry("if-none-match", "\"6\"");
		assertThat(received.toString()).doesNotContain(Objects.requireNonNull(browser.cookie(Browser.SESSION)));
	}

	@Test
	void believesNobodyWhereARequestCameFrom() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		browser.get(this.path, "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Host", "evil.example",
				"X-Forwarded-Proto", "gopher", "X-Forwarded-Prefix", "/evil", "X-Forwarded-Port", "10666", "Forwarded",
				"for=203.0.113.9", "X-Real-IP", "203.0.113.9", "X-MedLinks-Subject", "somebody-else", "Baggage",
				"role=doctor", "Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Tracestate",
				"words=somebody-else", "B3", "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1", "X-B3-TraceId",
				"0af7651916cd43dd8448eb211c80319c", "X-B3-SpanId", "b7ad6b7169203331", "X-B3-Sampled", "1");
		Received received = only();
		assertThat(received.headers().values())
			.noneMatch((value) -> value.contains("203.0.113.9") || value.contains("evil") || value.contains("gopher")
					|| value.contains("10666") || value.contains("somebody-else") || value.contains("role=doctor")
					|| value.contains("0af7651916cd43dd8448eb211c80319c"));
		assertThat(received.headers()).doesNotContainKeys("forwarded", "x-real-ip", "x-medlinks-subject", "baggage",
				"b3", "x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "x-forwarded-for", "x-forwarded-host",
				"x-forwarded-proto", "x-forwarded-port", "x-forwarded-prefix");
	}

	@Test
	void keepsAPageToItsReader() {
		Account account = Account.newPatient();
		Browser browser = this.browsers.signedIn(account);
		String reader = browser.session().path("id").asString();
		assertThat(browser.get(this.path, "X-MedLinks-Reader", reader).status()).isEqualTo(200);
		assertThat(only().headers()).doesNotContainKey("x-medlinks-reader");
		for (String method : new String[] { "GET", "POST" }) {
			Answer refused = browser.send(method, this.path, method.equals("GET") ? null : "{}", "Content-Type",
					"application/json", "X-XSRF-TOKEN", Objects.requireNonNull(browser.cookie("XSRF-TOKEN")),
					"X-MedLinks-Reader", UUID.randomUUID().toString());
			assertThat(refused.status()).isEqualTo(401);
			assertThat(refused.json().path("type").asString()).isEqualTo("urn:medlinks:problem:other-reader");
			assertThat(refused.json().path("detail").asString()).contains("Nothing was read or saved");
		}
		assertThat(Services.PATIENT.received(this.path)).hasSize(1);
		assertThat(browser.session().path("authenticated").asBoolean()).isTrue();
	}

	@Test
	void refusesWritesWithoutTheCsrfToken() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		browser.session();
		for (String token : new String[] { "", "wrong" }) {
			Answer refused = browser.send("POST", this.path, "{}", "Content-Type", "application/json", "X-XSRF-TOKEN",
					token);
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
			assertThat(refused.json().path("type").asString()).isEqualTo("urn:medlinks:problem:forbidden");
			assertThat(refused.json().path("detail").asString()).contains("X-XSRF-TOKEN");
		}
		for (String method : new String[] { "PUT", "PATCH", "DELETE" }) {
			assertThat(browser.send(method, this.path, "{}").status()).isEqualTo(403);
		}
		assertThat(browser.send("POST", "/auth/logout", null).status()).isEqualTo(403);
		assertThat(browser.session().path("authenticated").asBoolean()).isTrue();
		assertThat(Services.PATIENT.received(this.path)).isEmpty();
	}

	@Test
	void relaysWritesWithTheCsrfToken() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		Answer answer = browser.write("POST", this.path, "{\"text\":\"Kopfschmerz – stark\"}");
		assertThat(answer.status()).isEqualTo(200);
		Received received = only();
		assertThat(received.method()).isEqualTo("POST");
		assertThat(received.body()).isEqualTo("{\"text\":\"Kopfschmerz – stark\"}");
		assertThat(received.headers()).containsEntry("content-type", "application/json")
			.doesNotContainKeys("cookie", "x-xsrf-token");
		assertThat(received.headers().get("authorization")).startsWith("Bearer eyJ");
	}

	@Test
	void letsScriptsReadTheCsrfCookieOnly() {
		Answer answer = this.browsers.signedIn(Account.newPatient()).get("/auth/session");
		assertThat(answer.setCookies()).filteredOn((cookie) -> cookie.startsWith("XSRF-TOKEN="))
			.singleElement()
			.asString()
			.contains("SameSite=Lax", "Path=/")
			.doesNotContainIgnoringCase("HttpOnly");
	}

	@Test
	void letsNoCookieOrCachingOfAServiceThrough() {
		Answer answer = this.browsers.signedIn(Account.newPatient()).get(this.path);
		assertThat(answer.setCookies()).noneMatch((cookie) -> cookie.contains("from-service"));
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.header("Server")).isNull();
		assertThat(answer.header("ETag")).isEqualTo("\"7\"");
	}

	@Test
	void relaysNoCredentialsButItsOwn() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		browser.get(this.path, "Authorization", "Basic b3BlcmF0b3IxOm1lZGxpbmtz", "Proxy-Authorization", "Basic eA==");
		assertThat(only().headers().get("authorization")).startsWith("Bearer eyJ").doesNotContain("Basic");
		assertThat(only().headers()).doesNotContainKey("proxy-authorization");
	}

	@Test
	void refusesASessionNobodyHas() {
		Answer answer = this.browsers.nobody().plant(Browser.SESSION, "guessed").get(this.path);
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.json().path("type").asString()).isEqualTo("urn:medlinks:problem:unauthenticated");
		assertThat(Services.PATIENT.received(this.path)).isEmpty();
	}

	private Received only() {
		assertThat(Services.PATIENT.received(this.path)).hasSize(1);
		return Services.PATIENT.received(this.path).getFirst();
	}

}
