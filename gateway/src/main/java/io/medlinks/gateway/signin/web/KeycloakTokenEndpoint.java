package io.medlinks.gateway.signin.web;

import java.time.Instant;

import io.medlinks.gateway.session.TokenEndpoint;
import io.medlinks.gateway.session.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Renews tokens at Keycloak.
 */
@Component
class KeycloakTokenEndpoint implements TokenEndpoint {

	private final WebClientReactiveRefreshTokenTokenResponseClient client = new WebClientReactiveRefreshTokenTokenResponseClient();

	private final ClientRegistration keycloak;

	KeycloakTokenEndpoint(ClientRegistration keycloak, WebClient keycloakClient) {
		this.keycloak = keycloak;
		this.client.setWebClient(keycloakClient);
	}

	@Override
	public Mono<Tokens> refresh(Tokens tokens) {
		if (tokens.refresh() == null) {
			return Mono.error(new RefreshRefused());
		}
		// The request wants an access token with a life that has a beginning; Keycloak
		// does not look at it.
		OAuth2AccessToken access = new OAuth2AccessToken(TokenType.BEARER, tokens.access(), Instant.EPOCH,
				tokens.accessExpiresAt());
		OAuth2RefreshToken refresh = new OAuth2RefreshToken(tokens.refresh(), Instant.EPOCH);
		return this.client.getTokenResponse(new OAuth2RefreshTokenGrantRequest(this.keycloak, access, refresh))
			.onErrorMap(KeycloakTokenEndpoint::isRefusal, (_) -> new RefreshRefused())
			.map((response) -> tokens(response, tokens));
	}

	private static boolean isRefusal(Throwable failure) {
		return failure instanceof OAuth2AuthorizationException refusal
				&& OAuth2ErrorCodes.INVALID_GRANT.equals(refusal.getError().getErrorCode());
	}

	private static Tokens tokens(OAuth2AccessTokenResponse response, Tokens before) {
		OAuth2AccessToken access = response.getAccessToken();
		OAuth2RefreshToken refresh = response.getRefreshToken();
		@Nullable Object id = response.getAdditionalParameters().get("id_token");
		return new Tokens(access.getTokenValue(), expiry(access),
				(refresh != null) ? refresh.getTokenValue() : before.refresh(),
				(id instanceof String idToken) ? idToken : before.idToken());
	}

	private static Instant expiry(OAuth2AccessToken access) {
		Instant expiresAt = access.getExpiresAt();
		return (expiresAt != null) ? expiresAt : Instant.EPOCH;
	}

}
