package io.medlinks.gateway.signin;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.nimbusds.jwt.JWTClaimsSet;
import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.SecondInstance;
import io.medlinks.testing.identity.AccessToken;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The issuer tells that a sign-in has ended.
 */
@GatewayIT
class BackChannelLogoutIT {

	private static final String PATH = "/logout/connect/back-channel/keycloak";

	private final String sid = UUID.randomUUID().toString();

	@Autowired
	Browsers browsers;

	@Autowired
	SecondInstance second;

	@Test
	void endsAllSessionsOfTheSignIn() {
		Account account = Account.newPatient();
		Browser phone = this.browsers.signedIn(account, this.sid);
		Browser desk = this.browsers.signedIn(account, this.sid);
		Browser other = this.browsers.signedIn(account);
		assertThat(phone.at(this.second.port()).session().path("authenticated").asBoolean()).isTrue();
		Answer answer = send(logoutToken((token) -> token));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Cache-Control")).contains("no-store");
		for (Browser ended : new Browser[] { phone, desk }) {
			assertThat(ended.get("/api/patient/profile").status()).isEqualTo(401);
			assertThat(ended.at(this.second.port()).get("/api/patient/profile").status()).isEqualTo(401);
		}
		assertThat(other.session().path("authenticated").asBoolean()).isTrue();
	}

	@Test
	void acceptsATokenForASignInThatIsUnknownHere() {
		assertThat(send(logoutToken((token) -> token)).status()).isEqualTo(200);
	}

	@Test
	void refusesAForgedSignature() {
		assertRefused(logoutToken(AccessToken::signedByStranger));
		assertRefused(logoutToken(AccessToken::unsigned));
	}

	@Test
	void refusesAnotherIssuer() {
		assertRefused(logoutToken((token) -> token.fromIssuer("https://evil.example/realms/medlinks")));
	}

	@Test
	void refusesATokenForAnotherClient() {
		assertRefused(logoutToken((token) -> token.forAudience("medlinks-api-client")));
	}

	@Test
	void refusesATokenWithoutTheLogoutEvent() {
		assertRefused(changed((claims) -> claims.claim("events", null)));
		assertRefused(changed((claims) -> claims.claim("events", Map.of("other", Map.of()))));
	}

	@Test
	void refusesANonce() {
		assertRefused(changed((claims) -> claims.claim("nonce", "n")));
	}

	@Test
	void refusesATokenWithoutSid() {
		assertRefused(changed((claims) -> claims.claim("sid", null)));
	}

	@Test
	void refusesAnOldToken() {
		assertRefused(changed((claims) -> claims.issueTime(Date.from(Instant.now().minusSeconds(3600)))));
	}

	@Test
	void refusesAnAccessToken() {
		assertRefused(TestIdentities.accessToken(Account.newPatient())
			.with((claims) -> claims.claim("sid", this.sid))
			.value());
	}

	@Test
	void refusesWhatIsNoToken() {
		assertRefused("nonsense");
		assertThat(form("other=1").status()).isEqualTo(400);
		assertThat(this.browsers.nobody().send("POST", PATH, "{}", "Content-Type", "application/json").status())
			.isBetween(400, 499);
		assertThat(this.browsers.nobody().get(PATH).status()).isBetween(400, 499);
	}

	private void assertRefused(String token) {
		Browser browser = this.browsers.signedIn(Account.newPatient(), this.sid);
		assertThat(send(token).status()).isEqualTo(400);
		assertThat(browser.session().path("authenticated").asBoolean()).isTrue();
	}

	private Answer send(String token) {
		return form("logout_token=" + token);
	}

	private Answer form(String form) {
		return this.browsers.nobody().send("POST", PATH, form, "Content-Type", "application/x-www-form-urlencoded");
	}

	private String changed(Consumer<JWTClaimsSet.Builder> change) {
		return logoutToken((token) -> token.with(change));
	}

	private String logoutToken(UnaryOperator<AccessToken> change) {
		return change
			.apply(TestIdentities.accessToken(Account.newPatient())
				.with((claims) -> claims.audience("medlinks-web")
					.claim("sid", this.sid)
					.claim("typ", "Logout")
					.claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))))
			.value();
	}

}
