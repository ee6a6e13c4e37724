package io.medlinks.gateway.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Reads the tokens by which Keycloak says that a sign-in has ended (OpenID Connect
 * Back-Channel Logout 1.0, section 2.6).
 */
public final class LogoutTokens {

	private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

	private static final Duration OLDEST = Duration.ofMinutes(5);

	private static final Duration SKEW = Duration.ofSeconds(30);

	private final ReactiveJwtDecoder decoder;

	/**
	 * A reader.
	 * @param decoder checks signatures and what {@link #validator} checks
	 */
	public LogoutTokens(ReactiveJwtDecoder decoder) {
		this.decoder = decoder;
	}

	/**
	 * The id of the sign-in that has ended.
	 * @param token the token as received
	 */
	public Mono<String> sid(String token) {
		return this.decoder.decode(token).map((logout) -> Objects.requireNonNull(logout.getClaimAsString("sid")));
	}

	/**
	 * What a logout token must say.
	 * @param issuer the issuer
	 * @param clientId the client that it is for
	 * @param clock the present
	 */
	public static OAuth2TokenValidator<Jwt> validator(String issuer, String clientId, Clock clock) {
		return new DelegatingOAuth2TokenValidator<>(new JwtIssuerValidator(issuer),
				(token) -> result(token.getAudience() != null && token.getAudience().contains(clientId), "aud"),
				(token) -> result(isLogout(token.getClaims().get("events")), "events"),
				(token) -> result(token.getClaimAsString("sid") != null, "sid"),
				(token) -> result(!token.hasClaim("nonce"), "nonce"),
				(token) -> result(isRecent(token.getIssuedAt(), clock.instant()), "iat"),
				(token) -> result(isNotOver(token.getExpiresAt(), clock.instant()), "exp"));
	}

	private static boolean isLogout(@Nullable Object events) {
		return events instanceof Map<?, ?> named && named.containsKey(EVENT);
	}

	private static boolean isRecent(@Nullable Instant issuedAt, Instant now) {
		return issuedAt != null && issuedAt.isAfter(now.minus(OLDEST)) && issuedAt.isBefore(now.plus(SKEW));
	}

	private static boolean isNotOver(@Nullable Instant expiresAt, Instant now) {
		return expiresAt == null || expiresAt.isAfter(now.minus(SKEW));
	}

	private static OAuth2TokenValidatorResult result(boolean accepted, String claim) {
		return accepted ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", claim, null));
	}

}
