package io.medlinks.gateway.session;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.KeycloakGatewayIT;
import io.medlinks.gateway.it.SecondInstance;
import io.medlinks.gateway.it.ServiceStandIn.Received;
import io.medlinks.gateway.it.Services;
import io.medlinks.gateway.it.TokenEndpointProxy;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.TestParts;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Access tokens are renewed at a real Keycloak, once, whoever asks.
 */
@KeycloakGatewayIT
class TokenRefreshIT {

	private static final int REQUESTS = 20;

	private final String path = "/api/patient/diary/" + UUID.randomUUID();

	@Autowired
	Browsers browsers;

	@Autowired
	SecondInstance second;

	@Autowired
	ReactiveMongoOperations mongo;

	@Test
	void renewsOnceForAllRequestsOnAllInstances() throws Exception {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.ANA, "/");
		Session before = session(browser);
		String refresh = Objects.requireNonNull(before.tokens().refresh());
		endTokenAt(before, Instant.now().plusSeconds(5));
		List<Future<Answer>> answers = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS)) {
			for (int i = 0; i < REQUESTS; i++) {
				Browser one = (i % 2 == 0) ? browser : browser.at(this.second.port());
				answers.add(threads.submit(() -> one.get(this.path)));
			}
		}
		for (Future<Answer> answer : answers) {
			assertThat(answer.get().status()).isEqualTo(200);
		}
		assertThat(TokenEndpointProxy.refreshes(refresh)).isEqualTo(1);
		assertThat(Services.PATIENT.received(this.path)).hasSize(REQUESTS)
			.extracting((request) -> request.headers().get("authorization"))
			.containsOnly("Bearer " + session(browser).tokens().access())
			.doesNotContain("Bearer " + before.tokens().access());
		assertThat(session(browser).tokensVersion()).isEqualTo(before.tokensVersion() + 1);
	}

	@Test
	void renewsNothingThatStillLasts() {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.TOM, "/");
		String refresh = Objects.requireNonNull(session(browser).tokens().refresh());
		assertThat(browser.get(this.path).status()).isEqualTo(200);
		assertThat(TokenEndpointProxy.refreshes(refresh)).isZero();
	}

	@Test
	void endsTheSessionWhenKeycloakRefuses() {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.TOM, "/");
		Session session = session(browser);
		endAtKeycloak(browser, session);
		endTokenAt(session, Instant.now().plusSeconds(5));
		Answer refused = browser.get(this.path);
		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
		assertThat(refused.json().path("type").asString()).isEqualTo("urn:medlinks:problem:unauthenticated");
		assertThat(browser.cookie(Browser.SESSION)).isNull();
		assertThat(this.mongo.findById(session.id(), Session.class).block()).isNull();
		assertThat(Services.PATIENT.received(this.path)).isEmpty();
	}

	@Test
	void goesOnWithTheOldTokenWhileKeycloakIsAway() {
		Browser browser = this.browsers.nobody();
		browser.signIn(Account.LEILA, "/");
		Session before = session(browser);
		TokenEndpointProxy.away(true);
		try {
			endTokenAt(before, Instant.now().plusSeconds(15));
			assertThat(browser.get(this.path).status()).isEqualTo(200);
			List<Received> received = Services.PATIENT.received(this.path);
			assertThat(received).singleElement()
				.satisfies((request) -> assertThat(request.headers()).containsEntry("authorization",
						"Bearer " + before.tokens().access()));
			endTokenAt(before, Instant.now().minusSeconds(1));
			Answer unavailable = browser.get(this.path);
			assertThat(unavailable.status()).isEqualTo(503);
			assertThat(unavailable.header("Retry-After")).isNotNull();
			assertThat(unavailable.json().path("detail").asString()).contains("still signed in");
		}
		finally {
			TokenEndpointProxy.away(false);
		}
		assertThat(browser.get(this.path).status()).isEqualTo(200);
		assertThat(session(browser).tokens().access()).isNotEqualTo(before.tokens().access());
	}

	private Session session(Browser browser) {
		SessionKey key = SessionKey.of(Objects.requireNonNull(browser.cookie(Browser.SESSION)));
		return Objects.requireNonNull(this.mongo.findById(key.value(), Session.class).block());
	}

	private void endTokenAt(Session session, Instant end) {
		this.mongo
			.updateFirst(new Query(Criteria.where("_id").is(session.id())),
					new Update().set("tokens.accessExpiresAt", end), Session.class)
			.block();
	}

	private static void endAtKeycloak(Browser browser, Session session) {
		browser.keycloak("GET", URI.create(TestParts.keycloakIssuer() + "/protocol/openid-connect/logout?id_token_hint="
				+ session.tokens().idToken()), null);
	}

}
