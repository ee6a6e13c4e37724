package io.medlinks.gateway.routing.web;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.medlinks.gateway.GatewayProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes away what a caller must not tell a service, and says itself where the request
 * came from.
 */
@Component
class RelayedHeadersFilter implements GlobalFilter, Ordered {

	private static final int ORDER = -200;

	private static final Set<String> PRIVATE = Set.of("cookie", "forwarded", "x-real-ip", "x-xsrf-token", "baggage",
			"proxy-authorization");

	private static final List<String> PRIVATE_PREFIXES = List.of("x-forwarded-", "x-medlinks-");

	private final GatewayProperties gateway;

	RelayedHeadersFilter(GatewayProperties gateway) {
		this.gateway = gateway;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
		return chain.filter(exchange.mutate().request((request) -> request.headers((headers) -> {
			List.copyOf(headers.headerNames())
				.stream()
				.filter(RelayedHeadersFilter::isPrivate)
				.forEach(headers::remove);
			say(headers, remote);
		})).build());
	}

	private void say(HttpHeaders headers, @Nullable InetSocketAddress remote) {
		headers.set("X-Forwarded-Proto", this.gateway.url().getScheme());
		headers.set("X-Forwarded-Host", this.gateway.url().getAuthority());
		if (remote != null && remote.getAddress() != null) {
			headers.set("X-Forwarded-For", remote.getAddress().getHostAddress());
		}
	}

	private static boolean isPrivate(String header) {
		String name = header.toLowerCase(Locale.ROOT);
		return PRIVATE.contains(name) || PRIVATE_PREFIXES.stream().anyMatch(name::startsWith);
	}

}
