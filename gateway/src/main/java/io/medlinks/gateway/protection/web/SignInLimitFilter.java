package io.medlinks.gateway.protection.web;

import io.medlinks.gateway.protection.RateLimits;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts the beginnings and ends of sign-ins per network address. Filters of Spring
 * Security answer both, before the others are counted.
 */
class SignInLimitFilter implements WebFilter {

	private final RateLimits limits;

	SignInLimitFilter(RateLimits limits) {
		this.limits = limits;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String path = exchange.getRequest().getPath().value();
		if (!path.equals("/auth/login") && !path.startsWith("/login/")) {
			return chain.filter(exchange);
		}
		return this.limits.countAddress(RateLimitFilter.address(exchange))
			.then(Mono.defer(() -> chain.filter(exchange)));
	}

}
