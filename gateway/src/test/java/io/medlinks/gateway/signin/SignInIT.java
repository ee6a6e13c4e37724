package io.medlinks.gateway.signin;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.KeycloakGatewayIT;
import io.medlinks.gateway.it.SecondInstance;
import io.medlinks.gateway.session.Session;
import io.medlinks.gateway.session.SessionKey;
import io.medlinks.gateway.session.Sessions;
import io.medlinks.testing.identity.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signing in at a real Keycloak, as a browser does it.
 */
@KeycloakGatewayIT
class SignInIT {

	@Autowired
	Browsers browsers;

	@Autowired
	Sessions sessions;

	@Autowired
	SecondInstance second;

	@Test
	void tellsNobodyThatNobodyIsSignedIn() {
		JsonNode session = this.browsers.nobody().session();
		assertThat(session.path("authenticated").asBoolean()).isFalse();
		assertThat(session.path("roles")).isEmpty();
		assertThat(session.path("username").isNull() || session.path("username").isMissingNode()).isTrue();
	}

	@Test
	void signsInByCodeWithProofKeyStateAndNonce() {
		URI page = this.browsers.nobody().beginSignIn("/patient");
		assertThat(page.getPath()).isEqualTo("/realms/medlinks/protocol/openid-connect/auth");
		assertThat(page.getQuery()).contains("response_type=code", "client_id=medlinks-web", "code_challenge=",
				"code_challenge_method=S256", "state=", "nonce=",
				"redirect_uri=http://localhost:8080/login/oauth2/code/keycloak");
		assertThat(page.getQuery()).doesNotContain("secret");
	}

	@Test
	void tellsWhoIsSignedIn() {
		Browser browser = this.browsers.nobody();
		Answer arrived = browser.signIn(Account.ANA, "/patient/diary?day=today");
		assertThat(arrived.status()).isEqualTo(302);
		assertThat(arrived.location()).hasToString("/patient/diary?day=today");
		Answer answer = browser.get("/auth/session");
		assertThat(answer.header("Cache-Control")).contains("no-store");
		JsonNode session = answer.json();
		assertThat(session.path("authenticated").asBoolean()).isTrue();
		assertThat(session.path("id").asString()).isEqualTo(Account.ANA.id());
		assertThat(session.path("username").asString()).isEqualTo("patient1");
		assertThat(session.path("name").asString()).isEqualTo("Ana Reis");
		assertThat(session.path("roles").valueStream().map(JsonNode::asString)).containsExactly("patient");
		assertThat(Instant.parse(session.path("expiresAt").asString())).isAfter(Instant.now());
	}

	@Test
	void knowsDoctorsAndOperators() {
		Browser doctor = this.browsers.nobody();
		doctor.signIn(Account.MARTA, "/");
		assertThat(doctor.session().path("roles").valueStream().map(JsonNode::asString)).containsExactly("doctor");
		Browser operator = this.browsers.nobody();
		operator.signIn(Account.OLGA, "/");
		assertThat(operator.session().path("roles").valueStream().map(JsonNode::asString)).containsExactly("operator");
	}

	@Test
	void hidesTheSessionCookieFromScriptsAndOtherSites() {
		Answer arrived = this.browsers.nobody().signIn(Account.ANA, "/");
		assertThat(arrived.setCookies()).filteredOn((cookie) -> cookie.startsWith(Browser.SESSION + "="))
			.singleElement()
			.asString()
			.containsIgnoringCase("HttpOnly")
			.contains("SameSite=Lax", "Path=/")
			.doesNotContain("Domain", "Max-Age", "Expires");
	}

	@Test
	void makesANewSessionAtEachSignIn() {
		Browser browser = this.browsers.nobody().plant(Browser.SESSION, "planted-by-somebody-else");
		browser.signIn(Account.ANA, "/");
		String first = Objects.requireNonNull(browser.cookie(Browser.SESSION));
		assertThat(first).isNotEqualTo("planted-by-somebody-else");
		browser.callback(browser.keycloak("GET", browser.beginSignIn("/"), null).location());
		String next = Objects.requireNonNull(browser.cookie(Browser.SESSION));
		assertThat(next).isNotEqualTo(first);
		assertThat(browser.session().path("authenticated").asBoolean()).isTrue();
		Browser former = this.browsers.nobody().plant(Browser.SESSION, first);
		assertThat(former.session().path("authenticated").asBoolean()).isFalse();
	}

	@Test
	void finishesOnAnotherInstance() {
		Browser browser = this.browsers.nobody();
		URI callback = browser.authenticate(browser.beginSignIn("/doctor"), Account.JONAS);
		Answer arrived = browser.at(this.second.port()).callback(callback);
		assertThat(arrived.location()).hasToString("/doctor");
		assertThat(browser.session().path("username").asString()).isEqualTo("doctor2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
			"javascript:alert(1)", "/auth/login?returnTo=//evil.example", "/auth/logout", "http:evil.example",
			"/%0d%0aLocation:%20https://evil.example", "/..//evil.example", "/\t/evil.example" })
	void returnsToPagesOfItsOwnOnly(String returnTo) {
		Browser browser = this.browsers.nobody();
		URI target = browser.signIn(Account.TOM, returnTo).location();
		assertThat(target.getHost()).isNull();
		assertThat(target.getRawAuthority()).isNull();
		URI seen = URI.create("http://gateway.example/start").resolve(target);
		assertThat(seen.getHost()).isEqualTo("gateway.example");
		assertThat(target.toString()).doesNotStartWith("//").doesNotContain("\\", "\r", "\n");
		assertThat(target.getPath()).doesNotStartWith("/auth/");
	}

	@Test
	void refusesACallbackThatWasUsed() {
		Browser browser = this.browsers.nobody();
		URI callback = browser.authenticate(browser.beginSignIn("/patient"), Account.ANA);
		browser.callback(callback);
		String session = Objects.requireNonNull(browser.cookie(Browser.SESSION));
		Answer again = browser.callback(callback);
		assertThat(again.setCookies()).noneMatch((cookie) -> cookie.startsWith(Browser.SESSION + "="));
		assertThat(browser.cookie(Browser.SESSION)).isEqualTo(session);
		Browser thief = this.browsers.nobody();
		thief.callback(callback);
		assertThat(thief.cookie(Browser.SESSION)).isNull();
	}

	@Test
	void refusesTheCallbackOfAnotherBrowser() {
		Browser victim = this.browsers.nobody();
		victim.beginSignIn("/patient");
		Browser attacker = this.browsers.nobody();
		URI callback = attacker.authenticate(attacker.beginSignIn("/patient"), Account.TOM);
		assertThat(victim.callback(callback).status()).isEqualTo(302);
		assertThat(victim.cookie(Browser.SESSION)).isNull();
		assertThat(victim.session().path("authenticated").asBoolean()).isFalse();
	}

	@Test
	void refusesAStateThatNobodyBegan() {
		Browser browser = this.browsers.nobody();
		URI callback = browser.authenticate(browser.beginSignIn("/patient"), Account.ANA);
		URI changed = UriComponentsBuilder.fromUri(callback).replaceQueryParam("state", "another").build(true).toUri();
		assertThat(browser.callback(changed).location()).hasToString("/");
		assertThat(browser.cookie(Browser.SESSION)).isNull();
	}

	@Test
	void saysThatASignInFailed() {
		Browser browser = this.browsers.nobody();
		URI callback = browser.authenticate(browser.beginSignIn("/patient"), Account.ANA);
		URI changed = UriComponentsBuilder.fromUri(callback).replaceQueryParam("code", "another").build(true).toUri();
		assertThat(browser.callback(changed).location()).hasToString("/signed-out?problem=sign-in");
		assertThat(browser.cookie(Browser.SESSION)).isNull();
	}

	@Test
	void keepsTokensOnItsSide() {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.ANA, "/patient");
		browser.session();
		browser.get("/api/patient/profile");
		browser.write("POST", "/api/patient/diary/entries", "{}");
		Session session = Objects.requireNonNull(
				this.sessions.find(SessionKey.of(Objects.requireNonNull(browser.cookie(Browser.SESSION)))).block());
		String refresh = Objects.requireNonNull(session.tokens().refresh());
		assertThat(session.tokens().access()).startsWith("eyJ");
		// The services of this test tell what they received, which real ones never do.
		assertThat(browser.told()).hasSizeGreaterThan(4)
			.filteredOn((told) -> !told.contains("\"authorization\""))
			.allSatisfy((told) -> assertThat(told).doesNotContain(session.tokens().access(), refresh));
	}

	@Test
	void offersNoOtherWayToSignIn() {
		Browser browser = this.browsers.nobody();
		assertThat(browser.get("/login").status()).isEqualTo(404);
		assertThat(browser.get("/oauth2/authorization/keycloak").status()).isEqualTo(404);
		assertThat(browser
			.send("POST", "/login", "username=patient1&password=medlinks", "Content-Type",
					"application/x-www-form-urlencoded")
			.status()).isEqualTo(404);
		assertThat(browser.get("/api/patient/profile", "Authorization", "Basic cGF0aWVudDE6bWVkbGlua3M=").status())
			.isEqualTo(401);
	}

}
