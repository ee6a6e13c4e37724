package io.medlinks.platform.security;

import java.util.function.Function;

import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.problem.ProblemWriter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Mono;

/**
 * Security of a service: bearer tokens only, no session, every route closed unless a
 * policy opens it.
 */
@AutoConfiguration(beforeName = {
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration" })
@ConditionalOnProperty(name = "medlinks.security.resource-server", matchIfMissing = true)
@EnableWebFluxSecurity
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityAutoConfiguration {

	@Bean
	ReactiveJwtDecoder accessTokenDecoder(SecurityProperties properties) {
		return AccessTokens.decoder(properties);
	}

	@Bean
	SecurityWebFilterChain serviceSecurity(ServerHttpSecurity http, ReactiveJwtDecoder decoder,
			ProblemWriter problems) {
		return bearing(http, decoder, CallerAuthentication::of, problems)
			.authorizeExchange((routes) -> routes
				.pathMatchers("/actuator/health/**", "/actuator/health", "/actuator/prometheus", "/v3/api-docs/**")
				.permitAll()
				.pathMatchers(HttpMethod.GET, "/calendar/*")
				.permitAll()
				.pathMatchers(HttpMethod.HEAD, "/calendar/*")
				.permitAll()
				.pathMatchers("/api/patient/**")
				.hasRole(Role.PATIENT.claim())
				.pathMatchers("/api/doctor/**")
				.hasRole(Role.DOCTOR.claim())
				.pathMatchers("/api/operator/**")
				.hasRole(Role.OPERATOR.claim())
				.pathMatchers("/api/registration/**")
				.authenticated()
				.anyExchange()
				.denyAll())
			.build();
	}

	/**
	 * What the services' own accounts reach, and no person: other tokens are none here.
	 */
	@Bean
	@Order(-1)
	SecurityWebFilterChain internalSecurity(ServerHttpSecurity http, SecurityProperties properties,
			ProblemWriter problems) {
		return bearing(http, AccessTokens.internalDecoder(properties), CallerAuthentication::ofService, problems)
			.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/internal/**"))
			.authorizeExchange((routes) -> routes.anyExchange().hasRole(Role.SERVICE.claim()))
			.build();
	}

	private static ServerHttpSecurity bearing(ServerHttpSecurity http, ReactiveJwtDecoder decoder,
			Function<Jwt, CallerAuthentication> caller, ProblemWriter problems) {
		return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
			.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
			.logout(ServerHttpSecurity.LogoutSpec::disable)
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.oauth2ResourceServer((server) -> server
				.jwt((jwt) -> jwt.jwtDecoder(decoder)
					.jwtAuthenticationConverter((token) -> Mono.just(caller.apply(token))))
				.authenticationEntryPoint((exchange, _) -> problems.write(exchange, Problem.unauthenticated()))
				.accessDeniedHandler((exchange, _) -> problems.write(exchange, closed())))
			.exceptionHandling((failures) -> failures
				.authenticationEntryPoint((exchange, _) -> problems.write(exchange, Problem.unauthenticated()))
				.accessDeniedHandler((exchange, _) -> problems.write(exchange, closed())));
	}

	/** Addresses that no route of ours can mean, such as ones with a path of dots. */
	@Bean
	ServerExchangeRejectedHandler rejectedAddresses(ProblemWriter problems) {
		return (exchange, _) -> problems.write(exchange,
				Problem.malformed("The address or a header holds characters that are not accepted here."));
	}

	private static Problem closed() {
		return Problem.forbidden("Your account does not open this part of MedLinks.");
	}

	@Bean
	CareAccess careAccess(DoctorStanding standing, CareRelationships relationships, AccessRecords records) {
		return new CareAccess(standing, relationships, records);
	}

	@Bean
	@Order(0)
	PolicyWebFilter policyWebFilter(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
			CareAccess care) {
		return new PolicyWebFilter(handlers, care);
	}

}
