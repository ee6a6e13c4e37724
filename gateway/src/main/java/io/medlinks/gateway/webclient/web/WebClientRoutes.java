package io.medlinks.gateway.webclient.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.medlinks.gateway.webclient.WebClientFile;
import io.medlinks.gateway.webclient.WebClientFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the web client: hashed files for good, pages never from a cache without asking.
 */
@Configuration(proxyBeanMethods = false)
class WebClientRoutes {

	/** A weight of zero (RFC 9110, section 12.4.2). */
	private static final Pattern UNWANTED = Pattern.compile(".*;q=0(\\.0{0,3})?");

	@Bean
	@Order(-2)
	RouterFunction<ServerResponse> webClient(WebClientFiles files) {
		RequestPredicate known = (
				request) -> (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
						&& files.find(request.path()).isPresent();
		return RouterFunctions.route(known, (request) -> serve(request, files.find(request.path()).orElseThrow()));
	}

	private static Mono<ServerResponse> serve(ServerRequest request, WebClientFile file) {
		Encoded encoded = encoded(request, file);
		// Each encoding is a representation of its own (RFC 9110, section 8.8.3).
		String etag = '"' + file.etag().replace("\"", "") + encoded.name() + '"';
		ServerResponse.BodyBuilder response = ServerResponse.ok()
			.header("Content-Type", file.contentType())
			.header("Cache-Control", file.isHashed() ? "public, max-age=31536000, immutable" : "no-cache")
			.header("Vary", "Accept-Encoding")
			.header("ETag", etag);
		if (!encoded.name().isEmpty()) {
			response.header("Content-Encoding", encoded.name());
		}
		return request.checkNotModified(etag).switchIfEmpty(Mono.defer(() -> response.bodyValue(encoded.content())));
	}

	private static Encoded encoded(ServerRequest request, WebClientFile file) {
		List<String> accepted = request.headers().header("Accept-Encoding");
		if (file.brotli() != null && accepts(accepted, "br")) {
			return new Encoded("br", file.brotli());
		}
		if (file.gzip() != null && accepts(accepted, "gzip")) {
			return new Encoded("gzip", file.gzip());
		}
		return new Encoded("", file.plain());
	}

	private static boolean accepts(List<String> accepted, String encoding) {
		return accepted.stream()
			.flatMap((header) -> List.of(header.toLowerCase(Locale.ROOT).replace(" ", "").split(",")).stream())
			.anyMatch((each) -> each.equals(encoding)
					|| (each.startsWith(encoding + ";") && !UNWANTED.matcher(each).matches()));
	}

	private record Encoded(String name, byte[] content) {

	}

}
