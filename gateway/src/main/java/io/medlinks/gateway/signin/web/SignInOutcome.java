package io.medlinks.gateway.signin.web;

import java.net.URI;

import io.medlinks.gateway.signin.ReturnTo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Where a sign-in leads: to the page that was wanted, or to one that says it failed.
 */
@Component
class SignInOutcome implements ServerAuthenticationSuccessHandler, ServerAuthenticationFailureHandler {

	private static final Logger log = LoggerFactory.getLogger(SignInOutcome.class);

	private static final URI FAILED = URI.create("/signed-out?problem=sign-in");

	private static final String UNKNOWN_REQUEST = "authorization_request_not_found";

	private final DefaultServerRedirectStrategy redirect = new DefaultServerRedirectStrategy();

	@Override
	public Mono<Void> onAuthenticationSuccess(WebFilterExchange filterExchange, Authentication authentication) {
		String wanted = filterExchange.getExchange().getAttribute(SignInRequestResolver.RETURN_TO);
		// The former visitor's token must not serve the new one.
		filterExchange.getExchange()
			.getResponse()
			.addCookie(ResponseCookie.from("XSRF-TOKEN", "").path("/").maxAge(0).build());
		return this.redirect.sendRedirect(filterExchange.getExchange(), URI.create(ReturnTo.of(wanted).path()));
	}

	@Override
	public Mono<Void> onAuthenticationFailure(WebFilterExchange filterExchange, AuthenticationException failure) {
		String code = (failure instanceof OAuth2AuthenticationException refused) ? refused.getError().getErrorCode()
				: failure.getClass().getSimpleName();
		log.info("A sign-in failed: {}", code.replaceAll("[^A-Za-z0-9_]", ""));
		// An old callback address, opened again: whoever is signed in stays so.
		URI target = code.equals(UNKNOWN_REQUEST) ? URI.create("/") : FAILED;
		return this.redirect.sendRedirect(filterExchange.getExchange(), target);
	}

}
