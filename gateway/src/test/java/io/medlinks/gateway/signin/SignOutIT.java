package io.medlinks.gateway.signin;

import java.net.URI;
import java.util.Objects;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.KeycloakGatewayIT;
import io.medlinks.gateway.it.SecondInstance;
import io.medlinks.testing.identity.Account;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signing out ends the sign-in here, on every instance, and at a real Keycloak.
 */
@KeycloakGatewayIT
class SignOutIT {

	@Autowired
	Browsers browsers;

	@Autowired
	SecondInstance second;

	@Test
	void endsTheSessionOnEveryInstance() {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.ANA, "/");
		String secret = Objects.requireNonNull(browser.cookie(Browser.SESSION));
		assertThat(browser.at(this.second.port()).get("/api/patient/profile").status()).isEqualTo(200);
		Answer signedOut = browser.write("POST", "/auth/logout", null);
		assertThat(signedOut.status()).isEqualTo(200);
		assertThat(browser.cookie(Browser.SESSION)).isNull();
		Browser thief = this.browsers.nobody().plant(Browser.SESSION, secret);
		assertThat(thief.get("/api/patient/profile").status()).isEqualTo(401);
		assertThat(thief.at(this.second.port()).get("/api/patient/profile").status()).isEqualTo(401);
		assertThat(thief.session().path("authenticated").asBoolean()).isFalse();
	}

	@Test
	void endsTheSignInAtKeycloak() {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.ANA, "/");
		assertThat(browser.keycloak("GET", browser.beginSignIn("/"), null).status())
			.as("Keycloak knows who it is and asks nothing")
			.isEqualTo(302);
		URI location = URI.create(browser.write("POST", "/auth/logout", null).json().path("location").asString());
		Answer back = browser.keycloak("GET", location, null);
		assertThat(back.status()).isEqualTo(302);
		assertThat(back.location()).hasToString("http://localhost:8080/signed-out");
		Answer page = browser.keycloak("GET", browser.beginSignIn("/"), null);
		assertThat(page.status()).as("Keycloak asks again").isEqualTo(200);
		assertThat(page.body()).contains("name=\"password\"");
	}

	@Test
	void answersWhoeverIsNotSignedIn() {
		Answer answer = this.browsers.nobody().send("POST", "/auth/logout", null);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("location").asString()).isEqualTo("/signed-out");
	}

	@Test
	void leavesOtherSessionsOfTheSamePersonAlone() {
		Browser phone = this.browsers.nobody();
		phone.signIn(Account.ANA, "/");
		Browser desk = this.browsers.nobody();
		desk.signIn(Account.ANA, "/");
		phone.write("POST", "/auth/logout", null);
		assertThat(desk.session().path("authenticated").asBoolean()).isTrue();
	}

	@Test
	void doesNotSignOutByALink() {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.TOM, "/");
		assertThat(browser.get("/auth/logout").status()).isIn(404, 405);
		assertThat(browser.session().path("authenticated").asBoolean()).isTrue();
	}

}
