package io.medlinks.gateway.protection.web;

import io.medlinks.gateway.session.SessionCookie;
import io.medlinks.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a request that brings a session and a bearer token: it must be clear whose it
 * is.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class OneCredentialFilter implements WebFilter {

	private final SessionCookie cookie;

	OneCredentialFilter(SessionCookie cookie) {
		this.cookie = cookie;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (BearerRequests.isBearer(exchange) && exchange.getRequest().getCookies().containsKey(this.cookie.name())) {
			return Mono.error(Problem.malformed("The request brings a session cookie and a bearer token. Browsers send "
					+ "the cookie only, API clients the token only."));
		}
		return chain.filter(exchange);
	}

}
