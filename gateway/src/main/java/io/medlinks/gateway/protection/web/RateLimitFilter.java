package io.medlinks.gateway.protection.web;

import java.net.InetSocketAddress;
import java.security.Principal;

import io.medlinks.gateway.protection.RateLimits;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts requests once it is known who asks, and before anything is done for them. Part
 * of the filter chains; the pages and files of the web client are not counted.
 *
 * @see SignInLimitFilter
 */
class RateLimitFilter implements WebFilter {

	private final RateLimits limits;

	RateLimitFilter(RateLimits limits) {
		this.limits = limits;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!isCounted(exchange.getRequest())) {
			return chain.filter(exchange);
		}
		return ReactiveSecurityContextHolder.getContext()
			.mapNotNull(SecurityContext::getAuthentication)
			.map(Principal::getName)
			.map(this.limits::countUser)
			.defaultIfEmpty(Mono.defer(() -> this.limits.countAddress(address(exchange))))
			.flatMap((count) -> count)
			.then(Mono.defer(() -> chain.filter(exchange)));
	}

	static String address(ServerWebExchange exchange) {
		InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
		return (remote != null && remote.getAddress() != null) ? remote.getAddress().getHostAddress() : "unknown";
	}

	private static boolean isCounted(ServerHttpRequest request) {
		String path = request.getPath().value();
		return path.startsWith("/api/") || path.startsWith("/auth/") || path.startsWith("/calendar/");
	}

}
