package io.medlinks.gateway.status.web;

import java.net.URI;

import io.medlinks.gateway.status.PartProbe;
import io.medlinks.gateway.status.StatusProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Asks over HTTP.
 */
@Component
class HttpPartProbe implements PartProbe {

	private final WebClient http = WebClient.create();

	private final StatusProperties properties;

	HttpPartProbe(StatusProperties properties) {
		this.properties = properties;
	}

	@Override
	public Mono<Boolean> answers(URI address) {
		return this.http.get()
			.uri(address)
			.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().is2xxSuccessful()))
			.timeout(this.properties.timeout())
			.onErrorReturn(false);
	}

}
