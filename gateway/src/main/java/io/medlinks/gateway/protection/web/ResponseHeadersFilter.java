package io.medlinks.gateway.protection.web;

import java.net.URI;
import java.time.Clock;

import io.medlinks.gateway.GatewayProperties;
import io.medlinks.platform.security.SecurityProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers on every response what they must not do with it, whatever a service
 * said, and what time it is here (RFC 9110, section 6.6.1), so that a device whose clock
 * is wrong can find out.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ResponseHeadersFilter implements WebFilter {

	private static final String DOCS_POLICY = "default-src 'none'; script-src 'self'; "
			+ "style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
			+ "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private final String policy;

	private final boolean secure;

	private final Clock clock;

	ResponseHeadersFilter(GatewayProperties gateway, SecurityProperties security, Clock clock) {
		URI issuer = URI.create(security.issuer());
		this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
				+ "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
				+ "form-action 'self' " + issuer.getScheme() + "://" + issuer.getAuthority()
				+ "; frame-ancestors 'none'";
		this.secure = gateway.secure();
		this.clock = clock;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> protect(exchange)));
		return chain.filter(exchange);
	}

	private void protect(ServerWebExchange exchange) {
		HttpHeaders headers = exchange.getResponse().getHeaders();
		String path = exchange.getRequest().getPath().value();
		boolean docs = path.startsWith("/api/docs");
		headers.setDate(this.clock.millis());
		headers.set("Content-Security-Policy", docs ? DOCS_POLICY : this.policy);
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("X-Frame-Options", "DENY");
		headers.set("Referrer-Policy", "same-origin");
		headers.set("Permissions-Policy",
				"camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()");
		headers.set("Cross-Origin-Opener-Policy", "same-origin");
		headers.set("Cross-Origin-Resource-Policy", "same-origin");
		headers.remove("X-XSS-Protection");
		headers.remove("Server");
		if (this.secure) {
			headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
		}
		if (path.startsWith("/api/") && !docs) {
			headers.setCacheControl("no-store");
			headers.remove(HttpHeaders.PRAGMA);
			headers.remove(HttpHeaders.EXPIRES);
		}
	}

}
