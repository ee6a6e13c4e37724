package io.medlinks.platform.web;

import io.medlinks.platform.version.ExpectedVersion;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Binds the If-Match header.
 */
final class ExpectedVersionArgument implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == ExpectedVersion.class;
	}

	@Override
	public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
		return Mono.fromSupplier(() -> ExpectedVersion.parse(exchange.getRequest().getHeaders().getFirst("If-Match")));
	}

}
