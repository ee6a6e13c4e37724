package io.medlinks.gateway.protection.web;

import java.net.URI;
import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Pages that only one group may open.
 */
final class PageRequests {

	private static final List<String> GROUPS = List.of("/patient", "/doctor", "/operator");

	private PageRequests() {
	}

	static boolean isPage(ServerWebExchange exchange) {
		String path = exchange.getRequest().getPath().value();
		HttpMethod method = exchange.getRequest().getMethod();
		return (method == HttpMethod.GET || method == HttpMethod.HEAD)
				&& GROUPS.stream().anyMatch((group) -> path.equals(group) || path.startsWith(group + "/"));
	}

	/** Where to sign in for a page. */
	static URI signIn(ServerHttpRequest request) {
		String query = request.getURI().getRawQuery();
		String page = request.getPath().value() + ((query != null) ? "?" + query : "");
		return UriComponentsBuilder.fromPath("/auth/login")
			.queryParam("returnTo", "{page}")
			.encode()
			.buildAndExpand(page)
			.toUri();
	}

}
