package io.medlinks.gateway.status;

import java.net.URI;
import java.util.List;

import io.medlinks.gateway.routing.RoutingProperties;
import io.medlinks.gateway.routing.Upstream;
import io.medlinks.gateway.signin.KeycloakAddresses;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which parts of the system work, in words that people understand.
 */
@Component
public class SystemStatus {

	private final Mono<List<PartStatus>> parts;

	SystemStatus(PartProbe probe, RoutingProperties routing, KeycloakAddresses keycloak, StatusProperties properties) {
		Mono<PartStatus> signIn = probe.answers(URI.create(keycloak.keys()))
			.map((up) -> new PartStatus("sign-in", "Sign-in", up, up ? "Signing in works."
					: "Signing in does not work right now. Whoever is signed in can go on for some minutes."));
		this.parts = Flux.fromArray(Upstream.values())
			.flatMapSequential((upstream) -> Flux.fromIterable(routing.of(upstream))
				.flatMap((instance) -> probe.answers(instance.resolve("/actuator/health/readiness")))
				.any(Boolean::booleanValue)
				.map((up) -> part(upstream, up)))
			.concatWith(signIn)
			.collectList()
			.cache(properties.keep());
	}

	/** All parts as they are now, or were a moment ago. */
	public Mono<List<PartStatus>> parts() {
		return this.parts;
	}

	private static PartStatus part(Upstream upstream, boolean up) {
		return new PartStatus(upstream.id(), upstream.title(), up, up ? upstream.offers() + ": working."
				: upstream.offers() + " cannot be reached right now. Still working: " + upstream.othersOffer() + ".");
	}

	/**
	 * One part of the system.
	 *
	 * @param name its short name
	 * @param title what people call it
	 * @param up whether it works
	 * @param message what works or does not, in words
	 */
	public record PartStatus(String name, String title, boolean up, String message) {

	}

}
