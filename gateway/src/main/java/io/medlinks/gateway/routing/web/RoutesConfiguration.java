package io.medlinks.gateway.routing.web;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.medlinks.gateway.routing.ApiMap;
import io.medlinks.gateway.routing.ApiMap.Kind;
import io.medlinks.gateway.routing.ApiMap.Target;
import io.medlinks.gateway.routing.Instances;
import io.medlinks.gateway.routing.RoutingProperties;
import io.medlinks.gateway.routing.RoutingProperties.Breaker;
import io.medlinks.gateway.routing.Upstream;
import io.medlinks.platform.web.WebAutoConfiguration;
import io.netty.channel.ChannelOption;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

/**
 * Routes: one per service and way of answering, and one to each API description.
 */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

	private static final String TARGET = RoutesConfiguration.class.getName() + ".target";

	/** After the target's address is known, before the request is sent. */
	private static final int CALL_ORDER = RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 50;

	private static final long NO_TIMEOUT = -1;

	@Bean
	RouteLocator serviceRoutes(ApiMap map, RoutingProperties properties, Clock clock) {
		Flux<Route> routes = Flux.fromArray(Upstream.values()).concatMapIterable((upstream) -> {
			Instances instances = new Instances(properties.of(upstream), properties.avoidFor(), clock);
			return new UpstreamRoutes(upstream, instances, breaker(upstream, properties.breaker()), map, properties)
				.all();
		}).cache();
		return () -> routes;
	}

	/** A write must not be sent twice, not even on a connection that was just closed. */
	@Bean
	HttpClientCustomizer neverRepeat() {
		return (HttpClient client) -> client.disableRetry(true);
	}

	/** Nobody waits for a service that stands still amid its answer. */
	@Bean
	HttpClientCustomizer boundedSilence(RoutingProperties properties) {
		return (HttpClient client) -> client.responseTimeout(properties.silence());
	}

	/** Does not read further ahead of a slow reader than the services write. */
	@Bean
	HttpClientCustomizer boundedReceiveBuffers() {
		return (HttpClient client) -> client.option(ChannelOption.SO_RCVBUF, WebAutoConfiguration.BUFFER_BYTES);
	}

	private static CircuitBreaker breaker(Upstream upstream, Breaker settings) {
		return CircuitBreaker.of(upstream.id(),
				CircuitBreakerConfig.custom()
					.failureRateThreshold(settings.failurePercent())
					.slidingWindowSize(settings.lastCalls())
					// The other one makes the event loops wait for each other.
					.slidingWindowSynchronizationStrategy(SlidingWindowSynchronizationStrategy.LOCK_FREE)
					.minimumNumberOfCalls(settings.atLeast())
					.waitDurationInOpenState(settings.openFor())
					.permittedNumberOfCallsInHalfOpenState(settings.probes())
					.build());
	}

	/**
	 * The routes to one service.
	 */
	private record UpstreamRoutes(Upstream upstream, Instances instances, CircuitBreaker breaker, ApiMap map,
			RoutingProperties properties) {

		List<Route> all() {
			return List.of(route(Kind.CALL), route(Kind.STREAM), route(Kind.ANSWER), description());
		}

		private Route route(Kind kind) {
			Route.AsyncBuilder route = Route.async()
				.id(this.upstream.id() + "-" + kind.name().toLowerCase(Locale.ROOT))
				.uri(uri())
				.predicate(is(kind))
				.metadata("stream", kind != Kind.CALL)
				.metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, timeout(kind))
				.filter(call(kind));
			if (kind == Kind.STREAM) {
				route.metadata(StandingStreamFilter.STANDSTILL, this.properties.standstill());
			}
			return route.build();
		}

		private Route description() {
			String path = "/api/docs/" + this.upstream.id() + ".json";
			return Route.async()
				.id(this.upstream.id() + "-description")
				.uri(uri())
				.predicate((exchange) -> exchange.getRequest().getMethod() == HttpMethod.GET
						&& exchange.getRequest().getPath().value().equals(path))
				.filter(new OrderedGatewayFilter((exchange, chain) -> {
					URI url = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
					exchange.getAttributes()
						.put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
								UriComponentsBuilder.fromUri(url)
									.replacePath("/v3/api-docs")
									.replaceQuery(null)
									.build(true)
									.toUri());
					return chain.filter(exchange);
				}, CALL_ORDER - 1))
				.filter(call(Kind.CALL))
				.build();
		}

		private URI uri() {
			return this.properties.of(this.upstream).getFirst();
		}

		private GatewayFilter call(Kind kind) {
			return new OrderedGatewayFilter(
					new ServiceCallFilter(this.upstream, this.instances, (kind == Kind.CALL) ? this.breaker : null,
							Math.max(1, this.properties.breaker().openFor().toSeconds())),
					CALL_ORDER);
		}

		private long timeout(Kind kind) {
			return switch (kind) {
				case CALL -> millis(this.properties.responseTimeout());
				case ANSWER -> millis(this.properties.answerTimeout());
				case STREAM -> NO_TIMEOUT;
			};
		}

		private static long millis(Duration duration) {
			return duration.toMillis();
		}

		private Predicate<ServerWebExchange> is(Kind kind) {
			Target mine = new Target(this.upstream, kind);
			return (exchange) -> target(exchange).filter(mine::equals).isPresent();
		}

		private Optional<Target> target(ServerWebExchange exchange) {
			Optional<Target> known = exchange.getAttribute(TARGET);
			if (known != null) {
				return known;
			}
			Optional<Target> target = this.map.find(exchange.getRequest().getMethod(),
					exchange.getRequest().getPath().pathWithinApplication());
			exchange.getAttributes().put(TARGET, target);
			return target;
		}

	}

}
