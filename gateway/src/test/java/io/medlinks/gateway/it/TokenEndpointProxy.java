package io.medlinks.gateway.it;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

/**
 * Stands before Keycloak's token endpoint and counts what the gateways of a test ask
 * there.
 */
public final class TokenEndpointProxy {

	private static final Queue<String> FORMS = new ConcurrentLinkedQueue<>();

	private static volatile boolean away;

	private static final DisposableServer SERVER = HttpServer.create()
		.host("localhost")
		.port(0)
		.handle(TokenEndpointProxy::pass)
		.bindNow();

	private TokenEndpointProxy() {
	}

	/** How often this refresh token was brought. */
	public static long refreshes(String refreshToken) {
		return FORMS.stream()
			.filter((form) -> form.contains("grant_type=refresh_token") && form.contains(refreshToken))
			.count();
	}

	/** Says whether Keycloak does not answer. */
	public static void away(boolean away) {
		TokenEndpointProxy.away = away;
	}

	/** Leads a gateway's requests through here. */
	static BeanPostProcessor detour() {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (!(bean instanceof ClientRegistration registration)) {
					return bean;
				}
				String target = registration.getProviderDetails().getTokenUri();
				return ClientRegistration.withClientRegistration(registration)
					.tokenUri("http://localhost:" + SERVER.port() + "/?" + target)
					.build();
			}
		};
	}

	private static Publisher<Void> pass(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap((form) -> {
			FORMS.add(form);
			return away ? response.status(503).send().then() : pass(request, form, response);
		});
	}

	private static Mono<Void> pass(HttpServerRequest request, String form, HttpServerResponse response) {
		return HttpClient.create().headers((headers) -> {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded");
			headers.set(HttpHeaderNames.AUTHORIZATION,
					Objects.requireNonNull(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION)));
		})
			.post()
			.uri(request.uri().substring(request.uri().indexOf('?') + 1))
			.send(ByteBufMono.fromString(Mono.just(form)))
			.responseSingle((answer, body) -> body.asString()
				.flatMap((text) -> response.status(answer.status())
					.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
					.sendString(Mono.just(text))
					.then()));
	}

}
