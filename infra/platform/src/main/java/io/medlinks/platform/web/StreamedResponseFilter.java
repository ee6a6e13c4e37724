package io.medlinks.platform.web;

import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes a stream's parts one behind another instead of in groups. Reactor Netty ends
 * each group by <code>concatWith</code>, and Reactor Core 3.8.7 loses what was asked of
 * such a chain where two threads ask at once (<code>FluxConcatArray</code> reads its
 * state before its subscription, and both may change and the state change back in
 * between): the stream then stands still for good, without an error. Either way is
 * flushed as soon as nothing more is ready.
 */
final class StreamedResponseFilter implements WebFilter, Ordered {

	/** Inside of whatever else changes the response. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/** Where there is to be no body, the server leaves groups out at once. */
	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
			return chain.filter(exchange);
		}
		return chain.filter(exchange.mutate().response(new StreamedResponse(exchange.getResponse())).build());
	}

	/**
	 * A response that knows no groups.
	 */
	private static final class StreamedResponse extends ServerHttpResponseDecorator {

		StreamedResponse(ServerHttpResponse response) {
			super(response);
		}

		/**
		 * The buffers of a part are handed on by what releases those that nobody takes
		 * any more, and no part is prepared ahead.
		 */
		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return writeWith(Flux.from(body)
				.concatMap((part) -> Flux.<DataBuffer>from(part).collectList().flatMapIterable(Function.identity()), 1)
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release));
		}

	}

}
