package io.medlinks.gateway.routing.web;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.medlinks.platform.problem.Problem;
import io.netty.handler.timeout.ReadTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Says so where a service dies or stands still after the head of its answer and before
 * the body: nothing has gone out yet, so the caller can still be told.
 */
@Component
class BrokenAnswerFilter implements GlobalFilter, Ordered {

	private static final Logger log = LoggerFactory.getLogger(BrokenAnswerFilter.class);

	/** Around what writes the body. */
	private static final int ORDER = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return chain.filter(exchange)
			.onErrorMap((failure) -> isBrokenOff(failure) && !exchange.getResponse().isCommitted(), (failure) -> {
				log.warn("An answer broke off: {}", failure.getClass().getName());
				ServerWebExchangeUtils.reset(exchange);
				return Problem
					.unavailable("The answer broke off on its way. What you sent may or may not have been "
							+ "saved; sending it again with the same Idempotency-Key is safe.")
					.with("retryAfterSeconds", 1);
			});
	}

	/** It was cut, or nothing more of it came for too long. */
	private static boolean isBrokenOff(Throwable failure) {
		return failure instanceof IOException || failure instanceof ReadTimeoutException
				|| failure instanceof TimeoutException;
	}

}
