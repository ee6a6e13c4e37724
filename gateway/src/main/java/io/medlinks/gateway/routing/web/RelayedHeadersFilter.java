package io.medlinks.gateway.routing.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes away what a caller must not tell a service.
 */
@Component
class RelayedHeadersFilter implements GlobalFilter, Ordered {

	private static final int ORDER = -200;

	private static final Set<String> PRIVATE = Set.of("cookie", "forwarded", "x-real-ip", "x-xsrf-token", "baggage",
			"traceparent", "tracestate", "b3", "proxy-authorization");

	private static final List<String> PRIVATE_PREFIXES = List.of("x-forwarded-", "x-medlinks-", "x-b3-");

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return chain.filter(exchange.mutate()
			.request((request) -> request.headers((headers) -> List.copyOf(headers.headerNames())
				.stream()
				.filter(RelayedHeadersFilter::isPrivate)
				.forEach(headers::remove)))
			.build());
	}

	private static boolean isPrivate(String header) {
		String name = header.toLowerCase(Locale.ROOT);
		return PRIVATE.contains(name) || PRIVATE_PREFIXES.stream().anyMatch(name::startsWith);
	}

}
