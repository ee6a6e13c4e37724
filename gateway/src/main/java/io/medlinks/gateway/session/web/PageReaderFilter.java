package io.medlinks.gateway.session.web;

import io.medlinks.gateway.session.SessionAuthentication;
import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses a page that was opened by somebody else than who is signed in now. All tabs of
 * a browser share one cookie: what one person typed in a tab that stayed open must never
 * be kept as the words of the person who signed in in another.
 */
@Component
class PageReaderFilter implements GlobalFilter, Ordered {

	/** The id of the account whose page asks. */
	private static final String READER = "X-MedLinks-Reader";

	/** Before what services need not know is taken off the request. */
	private static final int ORDER = -300;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		@Nullable String reader = exchange.getRequest().getHeaders().getFirst(READER);
		if (reader == null) {
			return chain.filter(exchange);
		}
		return exchange.getPrincipal()
			.ofType(SessionAuthentication.class)
			.filter((caller) -> !caller.getName().equals(reader))
			.flatMap((_) -> Mono.<Void>error(Problem.of(401, "other-reader", "Somebody else is signed in here now",
					"This page was opened by another account of this browser. Nothing was read or saved. "
							+ "Open the page again.")))
			.switchIfEmpty(Mono.defer(() -> chain.filter(exchange)));
	}

}
