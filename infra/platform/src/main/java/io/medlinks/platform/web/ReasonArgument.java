package io.medlinks.platform.web;

import java.util.List;

import io.medlinks.platform.text.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.annotation.AbstractMessageReaderArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Binds why somebody takes something back: the body says it where there is one. The
 * parameter of the address serves those who cannot send a body with a DELETE.
 */
final class ReasonArgument extends AbstractMessageReaderArgumentResolver {

	static final String NAME = "reason";

	ReasonArgument(List<HttpMessageReader<?>> readers) {
		super(readers);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Reason.class;
	}

	@Override
	public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
		@Nullable String address = exchange.getRequest().getQueryParams().getFirst(NAME);
		Mono<Object> body = hasBody(exchange.getRequest().getHeaders()) ? readBody(parameter, false, binding, exchange)
				: Mono.empty();
		return body.cast(Reason.class).defaultIfEmpty(Reason.NONE).map((said) -> Reason.of(said, address));
	}

	/** Whoever sends a body says how long it is, or what is in it. */
	private static boolean hasBody(HttpHeaders headers) {
		return headers.getContentLength() > 0
				|| (headers.getContentLength() < 0 && headers.getFirst(HttpHeaders.CONTENT_TYPE) != null);
	}

}
