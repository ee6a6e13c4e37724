package io.medlinks.gateway.signin.web;

import java.util.Map;

import io.medlinks.gateway.signin.ReturnTo;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Begins a sign-in at {@code /auth/login} and notes where it shall end.
 */
@Component
class SignInRequestResolver implements ServerOAuth2AuthorizationRequestResolver {

	static final String RETURN_TO = "medlinks.return-to";

	/**
	 * Whether whoever signs in makes an account first (Initiating User Registration via
	 * OpenID Connect 1.0).
	 */
	private static final String REGISTER = "register";

	private static final ServerWebExchangeMatcher LOGIN = new PathPatternParserServerWebExchangeMatcher("/auth/login",
			HttpMethod.GET);

	private final DefaultServerOAuth2AuthorizationRequestResolver requests;

	SignInRequestResolver(ReactiveClientRegistrationRepository registrations) {
		this.requests = new DefaultServerOAuth2AuthorizationRequestResolver(registrations,
				SignInRequestResolver::match);
	}

	private static Mono<MatchResult> match(ServerWebExchange exchange) {
		return LOGIN.matches(exchange)
			.flatMap((result) -> result.isMatch()
					? MatchResult.match(Map.of("registrationId", SignInConfiguration.REGISTRATION))
					: MatchResult.notMatch());
	}

	@Override
	public Mono<OAuth2AuthorizationRequest> resolve(ServerWebExchange exchange) {
		return this.requests.resolve(exchange).map((request) -> returning(exchange, request));
	}

	@Override
	public Mono<OAuth2AuthorizationRequest> resolve(ServerWebExchange exchange, String clientRegistrationId) {
		return this.requests.resolve(exchange, clientRegistrationId).map((request) -> returning(exchange, request));
	}

	private static OAuth2AuthorizationRequest returning(ServerWebExchange exchange,
			OAuth2AuthorizationRequest request) {
		ReturnTo returnTo = ReturnTo.of(exchange.getRequest().getQueryParams().getFirst("returnTo"));
		OAuth2AuthorizationRequest.Builder returning = OAuth2AuthorizationRequest.from(request)
			.attributes((attributes) -> attributes.put(RETURN_TO, returnTo.path()));
		return (exchange.getRequest().getQueryParams().containsKey(REGISTER)
				? returning.additionalParameters((parameters) -> parameters.put("prompt", "create")) : returning)
			.build();
	}

}
