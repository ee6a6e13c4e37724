package io.medlinks.gateway.status;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

import io.medlinks.gateway.routing.RoutingProperties;
import io.medlinks.gateway.routing.Upstream;
import io.medlinks.gateway.status.SystemStatus.Part;
import io.medlinks.platform.security.SecurityProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is up. However many people ask, each part is asked once every two seconds.
 */
@Component
public class StatusBoard {

	private final RoutingProperties routing;

	private final PartProbe probe;

	private final Mono<SystemStatus> present;

	StatusBoard(RoutingProperties routing, SecurityProperties security, PartProbe probe, StatusProperties properties) {
		this.routing = routing;
		this.probe = probe;
		Flux<Part> services = Flux.fromIterable(Arrays.asList(Upstream.values())).flatMapSequential(this::service);
		this.present = Flux.concat(signIn(security.issuer()), services)
			.collectList()
			.map(SystemStatus::of)
			.cache(properties.keep());
	}

	/** How the system is, at most two seconds ago. */
	public Mono<SystemStatus> present() {
		return this.present;
	}

	private Mono<Part> signIn(String issuer) {
		return this.probe.answers(URI.create(issuer + "/.well-known/openid-configuration"))
			.map((up) -> new Part("sign-in", "Sign-in", up, up ? "You can sign in."
					: "Nobody can sign in right now. Whoever is signed in can go on for some minutes."));
	}

	private Mono<Part> service(Upstream upstream) {
		List<URI> instances = this.routing.of(upstream);
		return Flux.fromIterable(instances)
			.flatMap((instance) -> this.probe.answers(instance.resolve("/actuator/health/readiness")))
			.any((up) -> up)
			.map((up) -> new Part(upstream.id(), upstream.title(), up, up ? upstream.offers() + " work."
					: upstream.offers() + " cannot be reached right now. " + upstream.othersOffer() + " still work."));
	}

}
