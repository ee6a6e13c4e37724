package io.medlinks.gateway.protection.web;

import java.util.Locale;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Requests of API clients: those that bring a bearer token.
 */
final class BearerRequests implements ServerWebExchangeMatcher {

	@Override
	public Mono<MatchResult> matches(ServerWebExchange exchange) {
		return isBearer(exchange) ? MatchResult.match() : MatchResult.notMatch();
	}

	static boolean isBearer(ServerWebExchange exchange) {
		return exchange.getRequest()
			.getHeaders()
			.getOrEmpty(HttpHeaders.AUTHORIZATION)
			.stream()
			.anyMatch((value) -> value.toLowerCase(Locale.ROOT).startsWith("bearer"));
	}

}
