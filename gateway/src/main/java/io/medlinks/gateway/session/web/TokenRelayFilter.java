package io.medlinks.gateway.session.web;

import io.medlinks.gateway.session.FreshTokens;
import io.medlinks.gateway.session.OpenStreams;
import io.medlinks.gateway.session.Session;
import io.medlinks.gateway.session.SessionAuthentication;
import io.medlinks.gateway.session.SessionCookie;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.CallerAuthentication;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives a service the access token of the session, and ends a stream with its session.
 */
@Component
class TokenRelayFilter implements GlobalFilter, Ordered {

	/** Before the response is written, so that a stream's body can be cut. */
	private static final int ORDER = -100;

	private final FreshTokens tokens;

	private final OpenStreams streams;

	private final SessionCookie cookie;

	TokenRelayFilter(FreshTokens tokens, OpenStreams streams, SessionCookie cookie) {
		this.tokens = tokens;
		this.streams = streams;
		this.cookie = cookie;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return exchange.getPrincipal().map((caller) -> switch (caller) {
			case SessionAuthentication browser -> relay(exchange, chain, browser.session());
			case CallerAuthentication _ -> chain.filter(exchange);
			default -> chain.filter(without(exchange));
		}).defaultIfEmpty(Mono.defer(() -> chain.filter(without(exchange)))).flatMap((next) -> next);
	}

	private Mono<Void> relay(ServerWebExchange exchange, GatewayFilterChain chain, Session session) {
		boolean stream = isStream(exchange);
		return (stream ? this.tokens.forStream(session) : this.tokens.forCall(session))
			.doOnError(Problem.class, (problem) -> forgetEnded(exchange, problem))
			.flatMap((fresh) -> {
				ServerWebExchange relayed = with(exchange, fresh.tokens().access());
				return chain.filter(stream ? endingWith(relayed, fresh) : relayed);
			});
	}

	private void forgetEnded(ServerWebExchange exchange, Problem problem) {
		if (problem.status() == 401) {
			exchange.getResponse().addCookie(this.cookie.cleared());
		}
	}

	private ServerWebExchange endingWith(ServerWebExchange exchange, Session session) {
		Mono<Void> end = this.streams.endOf(session.key());
		return exchange.mutate().response(new EndingResponse(exchange.getResponse(), end)).build();
	}

	private static boolean isStream(ServerWebExchange exchange) {
		Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
		return Boolean.TRUE.equals(route.getMetadata().get("stream"));
	}

	private static ServerWebExchange with(ServerWebExchange exchange, String token) {
		return exchange.mutate()
			.request((request) -> request.headers((headers) -> headers.setBearerAuth(token)))
			.build();
	}

	private static ServerWebExchange without(ServerWebExchange exchange) {
		return exchange.mutate()
			.request((request) -> request.headers((headers) -> headers.remove(HttpHeaders.AUTHORIZATION)))
			.build();
	}

	/**
	 * A response whose body ends when the session does.
	 */
	private static final class EndingResponse extends ServerHttpResponseDecorator {

		private final Mono<Void> end;

		EndingResponse(ServerHttpResponse response, Mono<Void> end) {
			super(response);
			this.end = end;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith(Flux.from(body).takeUntilOther(this.end));
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return super.writeAndFlushWith(Flux.from(body).takeUntilOther(this.end));
		}

	}

}
