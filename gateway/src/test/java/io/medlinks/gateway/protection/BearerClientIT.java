package io.medlinks.gateway.protection;

import java.util.UUID;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.Services;
import io.medlinks.testing.identity.AccessToken;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs bring a token of their own with each request.
 */
@GatewayIT
class BearerClientIT {

	private final String path = "/api/patient/diary/" + UUID.randomUUID();

	private final Account patient = Account.newPatient();

	@Autowired
	Browsers browsers;

	@Test
	void relaysTheTokenThatItWasGiven() {
		String token = TestIdentities.tokenOf(this.patient);
		Answer answer = this.browsers.nobody()
			.send("POST", this.path, "{}", "Authorization", "Bearer " + token, "Content-Type", "application/json");
		assertThat(answer.status()).as("a write needs no CSRF token").isEqualTo(200);
		assertThat(answer.setCookies()).isEmpty();
		assertThat(Services.PATIENT.received(this.path)).singleElement()
			.satisfies((request) -> assertThat(request.headers()).containsEntry("authorization", "Bearer " + token)
				.doesNotContainKey("cookie"));
	}

	@Test
	void relaysNoCookieOfAProgram() {
		this.browsers.nobody()
			.plant("theme", "dark")
			.get(this.path, "Authorization", TestIdentities.bearer(this.patient));
		assertThat(Services.PATIENT.received(this.path)).singleElement()
			.satisfies((request) -> assertThat(request.headers()).doesNotContainKey("cookie"));
	}

	@Test
	void refusesASessionAndATokenAtOnce() {
		Browser browser = this.browsers.signedIn(this.patient);
		Answer answer = browser.get(this.path, "Authorization", TestIdentities.bearer(this.patient));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("type").asString()).isEqualTo("urn:medlinks:problem:malformed-request");
		assertThat(answer.json().path("detail").asString()).contains("session cookie", "bearer token");
		assertThat(Services.PATIENT.received(this.path)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void refusesATokenThatIs(Spoiled spoiled) {
		String token = spoiled.of(TestIdentities.accessToken(this.patient)).value();
		Answer answer = this.browsers.nobody().get(this.path, "Authorization", "Bearer " + token);
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().path("type").asString()).isEqualTo("urn:medlinks:problem:unauthenticated");
		assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
		assertThat(Services.PATIENT.received(this.path)).isEmpty();
	}

	@Test
	void refusesWhatIsNoToken() {
		for (String header : new String[] { "Bearer", "Bearer nonsense", "bearer a.b.c", "Bearer a b" }) {
			Answer answer = this.browsers.nobody().get(this.path, "Authorization", header);
			assertThat(answer.status()).as(header).isEqualTo(401);
			assertThat(answer.json().path("type").asString()).isEqualTo("urn:medlinks:problem:unauthenticated");
		}
		assertThat(Services.PATIENT.received(this.path)).isEmpty();
	}

	@Test
	void keepsProgramsAwayFromSessions() {
		String bearer = TestIdentities.bearer(this.patient);
		assertThat(this.browsers.nobody().get("/auth/session", "Authorization", bearer).status()).isEqualTo(404);
		assertThat(this.browsers.nobody().send("POST", "/auth/logout", null, "Authorization", bearer).status())
			.isEqualTo(404);
	}

	/**
	 * What can be wrong with a token.
	 */
	enum Spoiled {

		EXPIRED {
			@Override
			AccessToken of(AccessToken token) {
				return token.expired();
			}
		},

		SIGNED_BY_A_STRANGER {
			@Override
			AccessToken of(AccessToken token) {
				return token.signedByStranger();
			}
		},

		UNSIGNED {
			@Override
			AccessToken of(AccessToken token) {
				return token.unsigned();
			}
		},

		FROM_ANOTHER_ISSUER {
			@Override
			AccessToken of(AccessToken token) {
				return token.fromIssuer("https://evil.example/realms/medlinks");
			}
		},

		FOR_ANOTHER_AUDIENCE {
			@Override
			AccessToken of(AccessToken token) {
				return token.forAudience("account");
			}
		},

		BY_ANOTHER_CLIENT {
			@Override
			AccessToken of(AccessToken token) {
				return token.byClient("account-console");
			}
		},

		AN_ID_TOKEN {
			@Override
			AccessToken of(AccessToken token) {
				return token.asIdToken();
			}
		};

		abstract AccessToken of(AccessToken token);

	}

}
