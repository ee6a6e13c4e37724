package io.medlinks.gateway.routing.web;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Ends a live view through which nothing goes any more, not even a heartbeat, whichever
 * side stands still. The reader opens it again behind what came last; left as it is it
 * would look alive and show nothing new.
 */
@Component
class StandingStreamFilter implements GlobalFilter, Ordered {

	/** The route's metadata that says for how long nothing may go through; a duration. */
	static final String STANDSTILL = "standstill";

	private static final Logger log = LoggerFactory.getLogger(StandingStreamFilter.class);

	/** Around what writes the body. */
	private static final int ORDER = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
		return (route.getMetadata().get(STANDSTILL) instanceof Duration standstill)
				? chain
					.filter(exchange.mutate().response(new MovingResponse(exchange.getResponse(), standstill)).build())
				: chain.filter(exchange);
	}

	/**
	 * A response that breaks off where its body stands still.
	 */
	private static final class MovingResponse extends ServerHttpResponseDecorator {

		private final Duration standstill;

		/** How much more of the body would be taken. */
		private final AtomicLong wanted = new AtomicLong();

		MovingResponse(ServerHttpResponse response, Duration standstill) {
			super(response);
			this.standstill = standstill;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith(moving(body));
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return super.writeAndFlushWith(moving(body));
		}

		private <T> Flux<T> moving(Publisher<T> body) {
			return Flux.from(body)
				.doOnRequest(this.wanted::addAndGet)
				.doOnNext((_) -> this.wanted.decrementAndGet())
				.timeout(this.standstill)
				.doOnError(TimeoutException.class, (_) -> breakOff());
		}

		/** Whoever takes nothing would not take the end either. */
		private void breakOff() {
			log.warn("A live view stood still: {}",
					(this.wanted.get() > 0) ? "the service says nothing" : "nobody takes what there is");
			if (isCommitted()) {
				HttpServerResponse connection = getNativeResponse(getDelegate());
				connection.withConnection((of) -> of.channel().close());
			}
		}

	}

}
