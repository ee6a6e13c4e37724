package io.medlinks.gateway.apidocs.web;

import java.time.Duration;
import java.util.Map;

import io.medlinks.gateway.apidocs.ApiDocsFiles;
import io.medlinks.platform.problem.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Shows the API descriptions of all services together; the descriptions themselves are
 * relayed from the services. The viewer is opened seldom, so its files are read when
 * asked for and take no memory otherwise.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocsRoutes {

	private static final Map<String, MediaType> TYPES = Map.of("html",
			MediaType.parseMediaType("text/html;charset=UTF-8"), "js",
			MediaType.parseMediaType("text/javascript;charset=UTF-8"), "css",
			MediaType.parseMediaType("text/css;charset=UTF-8"));

	@Bean
	@Order(-1)
	RouterFunction<ServerResponse> apiDocs(ApiDocsFiles files) {
		return RouterFunctions.route()
			.GET("/api/docs", (_) -> serve(files, "index.html"))
			.GET("/api/docs/assets/{name}", (request) -> serve(files, request.pathVariable("name")))
			.build();
	}

	private static Mono<ServerResponse> serve(ApiDocsFiles files, String name) {
		MediaType type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), MediaType.TEXT_PLAIN);
		return Mono.fromCallable(() -> files.read(name))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap(Mono::justOrEmpty)
			.switchIfEmpty(Mono.error(() -> Problem.notFound("There is nothing at this address.")))
			.flatMap((content) -> ServerResponse.ok()
				.contentType(type)
				.cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
				.bodyValue(content));
	}

}
