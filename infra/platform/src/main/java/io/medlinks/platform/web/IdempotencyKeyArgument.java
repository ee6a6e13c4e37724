package io.medlinks.platform.web;

import java.util.UUID;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.CallerAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Binds the Idempotency-Key header within its subject and route; a request without one
 * gets a random key and no protection against repetition.
 */
final class IdempotencyKeyArgument implements HandlerMethodArgumentResolver {

	private static final int LONGEST = 200;

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == IdempotencyKey.class;
	}

	@Override
	public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
		@Nullable String header = exchange.getRequest().getHeaders().getFirst("Idempotency-Key");
		if (header != null && (header.isBlank() || header.length() > LONGEST)) {
			return Mono.error(Problem.validation("Idempotency-Key", "must have 1 to " + LONGEST + " characters"));
		}
		String key = (header != null) ? header : UUID.randomUUID().toString();
		String route = exchange.getRequest().getMethod() + " "
				+ exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		return CallerAuthentication.of(exchange)
			.<Object>map((caller) -> new IdempotencyKey(caller.subject(), route, key))
			.switchIfEmpty(Mono.error(Problem::unauthenticated));
	}

}
