package io.medlinks.gateway.apidocs.web;

import java.io.IOException;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Shows the API descriptions of all services together. The descriptions themselves are
 * relayed from the services.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocsRoutes {

	private static final MediaType JAVASCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

	private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

	@Bean
	RouterFunction<ServerResponse> apiDocs() throws IOException {
		Resource page = new ClassPathResource("apidocs/index.html");
		Map<String, Resource> scripts = Map.of("start.js", new ClassPathResource("apidocs/start.js"),
				"swagger-ui-bundle.js", viewer("swagger-ui-bundle.js"), "swagger-ui-standalone-preset.js",
				viewer("swagger-ui-standalone-preset.js"));
		Resource style = viewer("swagger-ui.css");
		RouterFunctions.Builder routes = RouterFunctions.route()
			.GET("/api/docs", (_) -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
			.GET("/api/docs/assets/swagger-ui.css", (_) -> ServerResponse.ok().contentType(CSS).bodyValue(style));
		scripts.forEach((name, script) -> routes.GET("/api/docs/assets/" + name,
				(_) -> ServerResponse.ok().contentType(JAVASCRIPT).bodyValue(script)));
		return routes.build();
	}

	private static Resource viewer(String file) throws IOException {
		Resource[] found = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/" + file);
		if (found.length != 1) {
			throw new IllegalStateException("The API viewer's " + file + " is not on the class path exactly once");
		}
		return found[0];
	}

}
