package io.medlinks.platform.security;

import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

import java.util.Map;

/**
 * Enforces the {@link Policy} of the method that is about to answer. A method of ours
 * without a policy answers nobody.
 */
public final class PolicyWebFilter implements WebFilter {

	private final RequestMappingHandlerMapping handlers;

	private final CareAccess care;

	/**
	 * A filter.
	 * @param handlers finds the method
	 * @param care the gate to patients' data
	 */
	public PolicyWebFilter(RequestMappingHandlerMapping handlers, CareAccess care) {
		this.handlers = handlers;
		this.care = care;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return this.handlers.getHandler(exchange)
			.onErrorResume((failure) -> Mono.empty())
			.flatMap((handler) -> (handler instanceof HandlerMethod method && isOurs(method))
					? check(exchange, method).thenReturn(true) : Mono.just(true))
			.then(Mono.defer(() -> chain.filter(exchange)));
	}

	private static boolean isOurs(HandlerMethod method) {
		return method.getBeanType().getName().startsWith("io.medlinks.");
	}

	private Mono<Void> check(ServerWebExchange exchange, HandlerMethod method) {
		Policy policy = method.getMethodAnnotation(Policy.class);
		if (policy == null) {
			return Mono.error(Problem.forbidden("This address is closed."));
		}
		if (policy.role() == Role.HOLDER) {
			return Mono.empty();
		}
		return CallerAuthentication.of(exchange)
			.switchIfEmpty(Mono.error(Problem::unauthenticated))
			.flatMap((caller) -> caller.is(policy.role()) ? Mono.just(caller)
					: Mono.error(Problem.forbidden("Your account does not open this part of MedLinks.")))
			.flatMap((caller) -> relate(exchange, policy, caller));
	}

	private Mono<Void> relate(ServerWebExchange exchange, Policy policy, Caller caller) {
		if (policy.relationship() == Relationship.IN_CARE) {
			return this.care.require(caller, patientId(exchange, policy), policy.resource(), action(exchange));
		}
		if (policy.role() == Role.DOCTOR && policy.approved()) {
			return this.care.requireApproved(caller);
		}
		return Mono.empty();
	}

	private static String patientId(ServerWebExchange exchange, Policy policy) {
		@Nullable Map<String, String> variables = exchange.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		@Nullable String patientId = (variables != null) ? variables.get(policy.patient()) : null;
		if (patientId == null) {
			@Nullable PathPattern pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
			throw new IllegalStateException(
					"No path variable '" + policy.patient() + "' in " + ((pattern != null) ? pattern : "this route"));
		}
		return patientId;
	}

	private static Action action(ServerWebExchange exchange) {
		HttpMethod method = exchange.getRequest().getMethod();
		return (method == HttpMethod.GET || method == HttpMethod.HEAD) ? Action.READ : Action.WRITE;
	}

}
