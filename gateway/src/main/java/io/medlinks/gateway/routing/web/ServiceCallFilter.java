package io.medlinks.gateway.routing.web;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Iterator;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.medlinks.gateway.routing.Instances;
import io.medlinks.gateway.routing.Upstream;
import io.medlinks.platform.problem.Problem;
import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * Carries a request to one instance of a service. A connection that cannot be made sends
 * it to the next instance; after that only reads are repeated, writes never.
 */
class ServiceCallFilter implements GatewayFilter {

	private static final Logger log = LoggerFactory.getLogger(ServiceCallFilter.class);

	private final Upstream upstream;

	private final Instances instances;

	/** Streams have none: they last, and one that ends says nothing about calls. */
	private final @Nullable CircuitBreaker breaker;

	private final long retryAfterSeconds;

	ServiceCallFilter(Upstream upstream, Instances instances, @Nullable CircuitBreaker breaker,
			long retryAfterSeconds) {
		this.upstream = upstream;
		this.instances = instances;
		this.breaker = breaker;
		this.retryAfterSeconds = retryAfterSeconds;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		Mono<Void> call = Mono.defer(() -> attempt(exchange, chain, this.instances.inTurn().iterator()));
		return ((this.breaker != null) ? guarded(exchange, call, this.breaker) : call)
			.doOnSuccess((_) -> exchange.getResponse().getHeaders().remove(HttpHeaders.SET_COOKIE))
			.onErrorMap((failure) -> !(failure instanceof Problem), this::problem);
	}

	private Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain, Iterator<URI> candidates) {
		URI instance = candidates.next();
		aim(exchange, instance);
		return chain.filter(exchange)
			.then(Mono.defer(() -> isAway(exchange) && isRead(exchange) && candidates.hasNext()
					? Mono.<Void>error(new InstanceAway()) : Mono.<Void>empty()))
			.doOnSuccess((_) -> this.instances.answered(instance))
			.onErrorResume(ServiceCallFilter::isInstanceFailure, (failure) -> {
				this.instances.failed(instance);
				if (candidates.hasNext() && (wasNotSent(failure) || isRead(exchange))) {
					forgetAnswer(exchange);
					return attempt(exchange, chain, candidates);
				}
				return Mono.error(failure);
			});
	}

	/** Nobody reads what else the instance says, so its connection goes. */
	private static void forgetAnswer(ServerWebExchange exchange) {
		Object connection = exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
		if (connection instanceof Connection of) {
			of.dispose();
		}
		ServerWebExchangeUtils.reset(exchange);
	}

	private static void aim(ServerWebExchange exchange, URI instance) {
		URI url = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
		exchange.getAttributes()
			.put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
					UriComponentsBuilder.fromUri(url)
						.scheme(instance.getScheme())
						.host(instance.getHost())
						.port(instance.getPort())
						.build(true)
						.toUri());
	}

	private Mono<Void> guarded(ServerWebExchange exchange, Mono<Void> call, CircuitBreaker guard) {
		return Mono.defer(() -> {
			if (!guard.tryAcquirePermission()) {
				return Mono.error(away());
			}
			long start = guard.getCurrentTimestamp();
			return call.doOnSuccess((_) -> {
				long took = guard.getCurrentTimestamp() - start;
				if (isFailing(exchange)) {
					guard.onError(took, guard.getTimestampUnit(), new InstanceAway());
				}
				else {
					guard.onSuccess(took, guard.getTimestampUnit());
				}
			}).doOnError((failure) -> {
				if (isInstanceFailure(failure) || isTimeout(failure)) {
					guard.onError(guard.getCurrentTimestamp() - start, guard.getTimestampUnit(), failure);
				}
				else {
					guard.releasePermission();
				}
			}).doOnCancel(guard::releasePermission);
		});
	}

	private Problem problem(Throwable failure) {
		for (@Nullable
		Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof Problem problem) {
				return problem;
			}
		}
		log.warn("{} does not answer: {}", this.upstream.id(), failure.getClass().getName());
		if (isTimeout(failure)) {
			return Problem
				.unavailable(this.upstream.offers() + " took too long to answer. What you sent may or may not "
						+ "have been saved; sending it again with the same Idempotency-Key is safe.")
				.with("retryAfterSeconds", this.retryAfterSeconds);
		}
		return away();
	}

	private Problem away() {
		return Problem
			.unavailable(this.upstream.offers() + " cannot be reached right now; nothing of yours was lost. "
					+ this.upstream.othersOffer() + " still work. Try again in a moment.")
			.with("retryAfterSeconds", this.retryAfterSeconds);
	}

	private static boolean isAway(ServerWebExchange exchange) {
		HttpStatusCode status = exchange.getResponse().getStatusCode();
		return status != null && status.value() == 503;
	}

	private static boolean isFailing(ServerWebExchange exchange) {
		HttpStatusCode status = exchange.getResponse().getStatusCode();
		return status != null && (status.value() >= 502 && status.value() <= 504);
	}

	private static boolean isRead(ServerWebExchange exchange) {
		HttpMethod method = exchange.getRequest().getMethod();
		return method == HttpMethod.GET || method == HttpMethod.HEAD;
	}

	private static boolean isInstanceFailure(Throwable failure) {
		return failure instanceof IOException || failure instanceof InstanceAway;
	}

	private static boolean wasNotSent(Throwable failure) {
		return failure instanceof ConnectException || failure instanceof ConnectTimeoutException
				|| failure instanceof UnknownHostException;
	}

	private static boolean isTimeout(Throwable failure) {
		return failure instanceof ResponseStatusException status && status.getStatusCode().value() == 504;
	}

	/**
	 * An instance that says that it cannot answer.
	 */
	private static final class InstanceAway extends RuntimeException {

		InstanceAway() {
			super("instance away", null, false, false);
		}

	}

}
