package io.medlinks.gateway.signin.web;

import java.time.Instant;
import java.util.Objects;

import io.medlinks.gateway.session.FreshTokens;
import io.medlinks.gateway.session.Secrets;
import io.medlinks.gateway.session.SessionCookie;
import io.medlinks.gateway.session.SessionKey;
import io.medlinks.gateway.session.Sessions;
import io.medlinks.gateway.session.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Turns a finished sign-in into a session with a secret of its own; whatever session the
 * browser had before ends, so that nobody can plant one.
 */
@Component
class SessionOpener implements ServerOAuth2AuthorizedClientRepository {

	private final FreshTokens tokens;

	private final Sessions sessions;

	private final SessionCookie cookie;

	SessionOpener(FreshTokens tokens, Sessions sessions, SessionCookie cookie) {
		this.tokens = tokens;
		this.sessions = sessions;
		this.cookie = cookie;
	}

	/** Never asked for: tokens are read from the session. */
	@Override
	public <T extends OAuth2AuthorizedClient> Mono<T> loadAuthorizedClient(String clientRegistrationId,
			Authentication principal, ServerWebExchange exchange) {
		return Mono.empty();
	}

	@Override
	public Mono<Void> saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal,
			ServerWebExchange exchange) {
		String secret = Secrets.next();
		return endFormer(exchange).then(this.tokens.begin(secret, tokens(client, principal)))
			.doOnNext((_) -> exchange.getResponse().addCookie(this.cookie.holding(secret)))
			.onErrorMap(JwtException.class, SessionOpener::refused)
			.then();
	}

	@Override
	public Mono<Void> removeAuthorizedClient(String clientRegistrationId, Authentication principal,
			ServerWebExchange exchange) {
		return Mono.empty();
	}

	private Mono<Void> endFormer(ServerWebExchange exchange) {
		HttpCookie former = exchange.getRequest().getCookies().getFirst(this.cookie.name());
		return (former != null) ? this.sessions.end(SessionKey.of(former.getValue())) : Mono.empty();
	}

	private static Tokens tokens(OAuth2AuthorizedClient client, Authentication principal) {
		Instant expiresAt = Objects.requireNonNull(client.getAccessToken().getExpiresAt());
		@Nullable String refresh = (client.getRefreshToken() != null) ? client.getRefreshToken().getTokenValue() : null;
		@Nullable String id = (principal.getPrincipal() instanceof OidcUser user) ? user.getIdToken().getTokenValue() : null;
		return new Tokens(client.getAccessToken().getTokenValue(), expiresAt, refresh, id);
	}

	private static OAuth2AuthenticationException refused(Throwable failure) {
		return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN), failure);
	}

}
