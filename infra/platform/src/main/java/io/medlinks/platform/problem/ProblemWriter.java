package io.medlinks.platform.problem;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a problem as the response.
 */
public final class ProblemWriter {

	private final JsonMapper json;

	/**
	 * A writer.
	 * @param json turns the problem into JSON
	 */
	public ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Ends the exchange with the problem; does nothing to a response already under way.
	 * @param exchange the exchange to end
	 * @param problem what to tell the caller
	 */
	public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
		ServerHttpResponse response = exchange.getResponse();
		if (response.isCommitted()) {
			return Mono.empty();
		}
		response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		response.getHeaders().setCacheControl("no-store");
		if (problem.properties().get("retryAfterSeconds") instanceof Number seconds) {
			response.getHeaders().set("Retry-After", seconds.toString());
		}
		byte[] body = this.json.writeValueAsBytes(body(problem));
		return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
	}

	private static Map<String, Object> body(Problem problem) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", problem.type());
		body.put("title", problem.title());
		body.put("status", problem.status());
		body.put("detail", problem.detail());
		if (!problem.errors().isEmpty()) {
			body.put("errors", problem.errors());
		}
		body.putAll(problem.properties());
		return body;
	}

}
