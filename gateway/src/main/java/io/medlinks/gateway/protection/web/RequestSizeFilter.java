package io.medlinks.gateway.protection.web;

import java.util.concurrent.atomic.AtomicLong;

import io.medlinks.gateway.protection.ProtectionProperties;
import io.medlinks.platform.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses bodies that are too large, whether they say so at the start or not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class RequestSizeFilter implements WebFilter {

	private final long most;

	RequestSizeFilter(ProtectionProperties properties) {
		this.most = properties.maxBody().toBytes();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (exchange.getRequest().getHeaders().getContentLength() > this.most) {
			return Mono.error(Problem.tooLarge(this.most));
		}
		CountedRequest request = new CountedRequest(exchange.getRequest(), this.most);
		return chain.filter(exchange.mutate().request(request).build())
			.onErrorMap((_) -> request.isTooLarge(), (_) -> Problem.tooLarge(this.most));
	}

	/**
	 * A request whose body is counted while it is read.
	 */
	private static final class CountedRequest extends ServerHttpRequestDecorator {

		private final AtomicLong read = new AtomicLong();

		private final long limit;

		CountedRequest(ServerHttpRequest request, long limit) {
			super(request);
			this.limit = limit;
		}

		boolean isTooLarge() {
			return this.read.get() > this.limit;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return super.getBody().handle((buffer, sink) -> {
				if (this.read.addAndGet(buffer.readableByteCount()) > this.limit) {
					DataBufferUtils.release(buffer);
					sink.error(Problem.tooLarge(this.limit));
				}
				else {
					sink.next(buffer);
				}
			});
		}

	}

}
