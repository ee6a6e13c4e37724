package io.medlinks.gateway.signin.web;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.medlinks.gateway.GatewayProperties;
import io.medlinks.gateway.session.Secrets;
import io.medlinks.gateway.session.SessionKey;
import io.medlinks.gateway.signin.PendingSignIn;
import io.medlinks.gateway.signin.PendingSignIns;
import io.medlinks.gateway.signin.SignInProperties;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Keeps begun sign-ins in the database, tied to the browser by a cookie of their own.
 */
@Component
class PendingSignInRepository implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private final PendingSignIns signIns;

	private final SignInProperties properties;

	private final ClientRegistration keycloak;

	private final boolean secure;

	private final Clock clock;

	PendingSignInRepository(PendingSignIns signIns, SignInProperties properties, ClientRegistration keycloak,
			GatewayProperties gateway, Clock clock) {
		this.signIns = signIns;
		this.properties = properties;
		this.keycloak = keycloak;
		this.secure = gateway.secure();
		this.clock = clock;
	}

	/** Not needed: a sign-in is read once, when it is taken out. */
	@Override
	public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
		return Mono.empty();
	}

	@Override
	public Mono<Void> saveAuthorizationRequest(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
		HttpCookie known = exchange.getRequest().getCookies().getFirst(cookieName());
		// A second tab goes on with the first one's cookie, so that both can finish.
		String browser = (known != null && !known.getValue().isEmpty()) ? known.getValue() : Secrets.next();
		exchange.getResponse()
			.addCookie(ResponseCookie.from(cookieName(), browser)
				.httpOnly(true)
				.secure(this.secure)
				.sameSite("Lax")
				.path("/")
				.maxAge(this.properties.pending())
				.build());
		return this.signIns.add(new PendingSignIn(hash(Objects.requireNonNull(request.getState())), hash(browser),
				attribute(request, OidcParameterNames.NONCE), attribute(request, PkceParameterNames.CODE_VERIFIER),
				Objects.requireNonNull(request.getRedirectUri()), attribute(request, SignInRequestResolver.RETURN_TO),
				this.clock.instant().plus(this.properties.pending())));
	}

	@Override
	public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
		String state = exchange.getRequest().getQueryParams().getFirst(OAuth2ParameterNames.STATE);
		HttpCookie browser = exchange.getRequest().getCookies().getFirst(cookieName());
		if (state == null || browser == null) {
			return Mono.empty();
		}
		return this.signIns.take(hash(state), hash(browser.getValue())).map((signIn) -> {
			exchange.getAttributes().put(SignInRequestResolver.RETURN_TO, signIn.returnTo());
			return request(signIn, state);
		});
	}

	private OAuth2AuthorizationRequest request(PendingSignIn signIn, String state) {
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(Objects.requireNonNull(this.keycloak.getProviderDetails().getAuthorizationUri()))
			.clientId(this.keycloak.getClientId())
			.redirectUri(signIn.redirectUri())
			.scopes(Set.of("openid"))
			.state(state)
			.attributes((attributes) -> attributes.putAll(Map.of(OAuth2ParameterNames.REGISTRATION_ID,
					SignInConfiguration.REGISTRATION, OidcParameterNames.NONCE, signIn.nonce(),
					PkceParameterNames.CODE_VERIFIER, signIn.codeVerifier())))
			.build();
	}

	private String cookieName() {
		return this.secure ? "__Host-medlinks-sign-in" : "medlinks-sign-in";
	}

	private static String hash(String secret) {
		return SessionKey.of(secret).value();
	}

	private static String attribute(OAuth2AuthorizationRequest request, String name) {
		return String.valueOf(Objects.requireNonNull(request.<Object>getAttribute(name)));
	}

}
