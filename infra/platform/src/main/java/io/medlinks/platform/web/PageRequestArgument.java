package io.medlinks.platform.web;

import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Binds cursor and limit.
 */
final class PageRequestArgument implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == PageRequest.class;
	}

	@Override
	public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
		return Mono.fromSupplier(() -> {
			MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
			@Nullable String cursor = query.getFirst("cursor");
			return new PageRequest((cursor != null && !cursor.isEmpty()) ? Cursor.parse(cursor) : null,
					limit(query.getFirst("limit")));
		});
	}

	private static int limit(@Nullable String limit) {
		if (limit == null || limit.isEmpty()) {
			return PageRequest.DEFAULT;
		}
		try {
			int wanted = Integer.parseInt(limit);
			if (wanted >= 1 && wanted <= PageRequest.MOST) {
				return wanted;
			}
		}
		catch (NumberFormatException ex) {
			// answered below, like a number out of range
		}
		throw Problem.validation("limit", "must be a whole number from 1 to " + PageRequest.MOST);
	}

}
