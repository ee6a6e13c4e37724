package io.medlinks.platform.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Only access tokens of our issuer, for our API, by a client that we know.
 */
class AccessTokensTests {

	private static final String ISSUER = "https://id.example.org/realms/medlinks";

	private final SecurityProperties properties = new SecurityProperties(ISSUER, "medlinks-api",
			List.of("medlinks-web", "medlinks-api-client"), "medlinks-internal", List.of("medlinks-reconcile"));

	private final OAuth2TokenValidator<Jwt> validator = AccessTokens.validator(this.properties);

	@Test
	void acceptsAnAccessToken() {
		assertThat(accepts((_) -> {
		})).isTrue();
		assertThat(accepts((token) -> token.claim("azp", "medlinks-api-client"))).isTrue();
		assertThat(accepts((token) -> token.audience(List.of("account", "medlinks-api")))).isTrue();
	}

	@Test
	void refusesAnotherAudience() {
		assertThat(accepts((token) -> token.audience(List.of("account")))).isFalse();
		assertThat(accepts((token) -> token.claims((claims) -> claims.remove("aud")))).isFalse();
	}

	@Test
	void refusesAnUnknownClient() {
		assertThat(accepts((token) -> token.claim("azp", "stranger"))).isFalse();
		assertThat(accepts((token) -> token.claims((claims) -> claims.remove("azp")))).isFalse();
	}

	@Test
	void refusesOtherKindsOfTokens() {
		assertThat(accepts((token) -> token.claim("typ", "ID"))).isFalse();
		assertThat(accepts((token) -> token.claim("typ", "Refresh"))).isFalse();
	}

	@Test
	void refusesAnotherIssuer() {
		assertThat(accepts((token) -> token.issuer("https://id.example.org/realms/other"))).isFalse();
	}

	@Test
	void refusesTokensThatEndedOrNeverEnd() {
		assertThat(accepts((token) -> token.issuedAt(Instant.EPOCH).expiresAt(Instant.EPOCH.plusSeconds(300))))
			.isFalse();
		assertThat(accepts((token) -> token.claims((claims) -> claims.remove("exp")))).isFalse();
	}

	@Test
	void refusesTokensOfNobody() {
		assertThat(accepts((token) -> token.claims((claims) -> claims.remove("sub")))).isFalse();
	}

	@Test
	void keepsPeopleAndServiceAccountsApart() {
		OAuth2TokenValidator<Jwt> internal = AccessTokens.internalValidator(this.properties);
		Consumer<Jwt.Builder> service = (token) -> token.audience(List.of("medlinks-internal"))
			.claim("azp", "medlinks-reconcile");
		assertThat(accepts(internal, service)).isTrue();
		assertThat(accepts(service)).isFalse();
		assertThat(accepts(internal, (_) -> {
		})).isFalse();
		assertThat(accepts(internal, service.andThen((token) -> token.claim("azp", "medlinks-web")))).isFalse();
		assertThat(accepts(internal, service.andThen((token) -> token.audience(List.of("medlinks-api"))))).isFalse();
		assertThat(accepts(service.andThen((token) -> token.audience(List.of("medlinks-api", "medlinks-internal")))))
			.isFalse();
	}

	private boolean accepts(Consumer<Jwt.Builder> change) {
		return accepts(this.validator, change);
	}

	private static boolean accepts(OAuth2TokenValidator<Jwt> validator, Consumer<Jwt.Builder> change) {
		// The validator of the framework reads its own clock, so the token lives far
		// beyond any test.
		Jwt.Builder token = Jwt.withTokenValue("token")
			.header("alg", "RS256")
			.issuer(ISSUER)
			.subject("ana")
			.audience(List.of("medlinks-api"))
			.claim("azp", "medlinks-web")
			.claim("typ", "Bearer")
			.issuedAt(Instant.EPOCH)
			.expiresAt(Instant.EPOCH.plus(Duration.ofDays(365_000)));
		change.accept(token);
		return !validator.validate(token.build()).hasErrors();
	}

}
