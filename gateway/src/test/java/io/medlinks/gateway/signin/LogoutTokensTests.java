package io.medlinks.gateway.signin;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

class LogoutTokensTests {

	private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

	@Test
	void acceptsWhatKeycloakSends() {
		assertThat(isAccepted((_) -> {
		})).isTrue();
	}

	@Test
	void refusesAnotherIssuer() {
		assertThat(isAccepted((token) -> token.issuer("https://other.example"))).isFalse();
	}

	@Test
	void refusesATokenForAnotherClient() {
		assertThat(isAccepted((token) -> token.audience(List.of("medlinks-api-client")))).isFalse();
	}

	@Test
	void refusesATokenWithoutTheLogoutEvent() {
		assertThat(isAccepted((token) -> token.claim("events", Map.of("other", Map.of())))).isFalse();
		assertThat(isAccepted((token) -> token.claims((claims) -> claims.remove("events")))).isFalse();
	}

	@Test
	void refusesATokenWithoutSid() {
		assertThat(isAccepted((token) -> token.claims((claims) -> claims.remove("sid")))).isFalse();
	}

	@Test
	void refusesAnIdTokenWithNonce() {
		assertThat(isAccepted((token) -> token.claim("nonce", "n"))).isFalse();
	}

	@Test
	void refusesOldAndFutureTokens() {
		assertThat(isAccepted((token) -> token.issuedAt(NOW.minusSeconds(301)))).isFalse();
		assertThat(isAccepted((token) -> token.issuedAt(NOW.plusSeconds(31)))).isFalse();
		assertThat(isAccepted((token) -> token.claims((claims) -> claims.remove("iat")))).isFalse();
		assertThat(isAccepted((token) -> token.expiresAt(NOW.minusSeconds(31)).issuedAt(NOW.minusSeconds(60))))
			.isFalse();
	}

	private static boolean isAccepted(Consumer<Jwt.Builder> change) {
		Jwt.Builder token = Jwt.withTokenValue("token")
			.header("alg", "RS256")
			.issuer("https://id.example/realms/medlinks")
			.audience(List.of("medlinks-web"))
			.issuedAt(NOW)
			.expiresAt(NOW.plusSeconds(120))
			.claim("sid", "s-1")
			.claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
		change.accept(token);
		return !LogoutTokens
			.validator("https://id.example/realms/medlinks", "medlinks-web", Clock.fixed(NOW, ZoneOffset.UTC))
			.validate(token.build())
			.hasErrors();
	}

}
