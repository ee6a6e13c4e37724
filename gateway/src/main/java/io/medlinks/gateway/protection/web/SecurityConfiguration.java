package io.medlinks.gateway.protection.web;

import java.net.URI;
import java.util.Set;

import io.medlinks.gateway.GatewayProperties;
import io.medlinks.gateway.protection.RateLimits;
import io.medlinks.gateway.session.SessionCookie;
import io.medlinks.gateway.webclient.WebClientFiles;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.problem.ProblemWriter;
import io.medlinks.platform.security.CallerAuthentication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Two filter chains that never mix: API clients with bearer tokens, browsers with
 * sessions. Both close every path that is not opened here.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

	private static final String BACK_CHANNEL = "/logout/connect/back-channel/keycloak";

	/** Calendar programs have no session; who reads what is decided by the address. */
	private static final String CALENDARS = "/calendar/*";

	private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
			HttpMethod.TRACE);

	private final ProblemWriter problems;

	private final RateLimits limits;

	SecurityConfiguration(ProblemWriter problems, RateLimits limits) {
		this.problems = problems;
		this.limits = limits;
	}

	@Bean
	@Order(1)
	SecurityWebFilterChain apiClients(ServerHttpSecurity http, ReactiveJwtDecoder accessTokenDecoder) {
		return bare(http).securityMatcher(new BearerRequests())
			.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.authorizeExchange((paths) -> closeTheRest(api(paths)))
			.oauth2ResourceServer((server) -> server
				.jwt((jwt) -> jwt.jwtDecoder(accessTokenDecoder)
					.jwtAuthenticationConverter((token) -> Mono.just(CallerAuthentication.of(token))))
				.authenticationEntryPoint((exchange, _) -> refuseToken(exchange)))
			.exceptionHandling((failures) -> failures.authenticationEntryPoint((exchange, _) -> refuseToken(exchange))
				.accessDeniedHandler((exchange, _) -> this.problems.write(exchange, closed())))
			.build();
	}

	@Bean
	@Order(2)
	SecurityWebFilterChain browsers(ServerHttpSecurity http, ServerSecurityContextRepository sessions,
			ServerOAuth2AuthorizationRequestResolver signInRequests,
			ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> pendingSignIns,
			ServerOAuth2AuthorizedClientRepository sessionOpener, ServerAuthenticationSuccessHandler signedIn,
			ServerAuthenticationFailureHandler signInFailed, WebClientFiles files, SessionCookie cookie,
			GatewayProperties gateway) {
		return bare(http).securityContextRepository(sessions)
			.csrf((csrf) -> csrf.csrfTokenRepository(csrfTokens(gateway))
				.csrfTokenRequestHandler(new ServerCsrfTokenRequestAttributeHandler())
				.requireCsrfProtectionMatcher(writesWith(cookie))
				.accessDeniedHandler((exchange, _) -> this.problems.write(exchange, missingCsrfToken())))
			.authorizeExchange((paths) -> closeTheRest(pages(api(paths), files)))
			.oauth2Login((login) -> login.authorizationRequestResolver(signInRequests)
				.authorizationRequestRepository(pendingSignIns)
				.authorizedClientRepository(sessionOpener)
				.securityContextRepository(sessions)
				.authenticationSuccessHandler(signedIn)
				.authenticationFailureHandler(signInFailed))
			.exceptionHandling((failures) -> failures.authenticationEntryPoint((exchange, _) -> askToSignIn(exchange))
				.accessDeniedHandler((exchange, _) -> refuse(exchange)))
			.build();
	}

	/** Paths that were written to get around a rule. */
	@Bean
	ServerExchangeRejectedHandler rejectedPaths() {
		return (exchange, _) -> this.problems.write(exchange,
				Problem.malformed("The address contains characters that are not allowed in it."));
	}

	private ServerHttpSecurity bare(ServerHttpSecurity http) {
		return http.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
			.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
			.logout(ServerHttpSecurity.LogoutSpec::disable)
			.headers(ServerHttpSecurity.HeaderSpec::disable)
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.addFilterBefore(new SignInLimitFilter(this.limits), SecurityWebFiltersOrder.HTTP_BASIC)
			.addFilterBefore(new RateLimitFilter(this.limits), SecurityWebFiltersOrder.EXCEPTION_TRANSLATION);
	}

	private static AuthorizeExchangeSpec api(AuthorizeExchangeSpec paths) {
		return paths.pathMatchers("/api/patient/**")
			.hasRole("patient")
			.pathMatchers("/api/doctor/**")
			.hasRole("doctor")
			.pathMatchers("/api/operator/**")
			.hasRole("operator")
			.pathMatchers("/api/registration/**")
			.authenticated()
			.pathMatchers("/api/public/**", "/api/docs", "/api/docs/**")
			.permitAll()
			.pathMatchers(HttpMethod.GET, CALENDARS)
			.permitAll()
			.pathMatchers(HttpMethod.HEAD, CALENDARS)
			.permitAll()
			.pathMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**", "/actuator/prometheus")
			.permitAll();
	}

	private static AuthorizeExchangeSpec pages(AuthorizeExchangeSpec paths, WebClientFiles files) {
		return paths.pathMatchers(HttpMethod.GET, "/auth/session")
			.permitAll()
			.pathMatchers(HttpMethod.POST, "/auth/session", "/auth/logout", BACK_CHANNEL)
			.permitAll()
			.pathMatchers("/patient", "/patient/**")
			.hasRole("patient")
			.pathMatchers("/doctor", "/doctor/**")
			.hasRole("doctor")
			.pathMatchers("/operator", "/operator/**")
			.hasRole("operator")
			.matchers((exchange) -> files.isOpen(exchange.getRequest().getPath().value()) ? MatchResult.match()
					: MatchResult.notMatch())
			.permitAll();
	}

	private static void closeTheRest(AuthorizeExchangeSpec paths) {
		paths.anyExchange().access((_, _) -> Mono.error(Problem.notFound("There is nothing at this address.")));
	}

	private static ServerWebExchangeMatcher writesWith(SessionCookie cookie) {
		return (exchange) -> {
			boolean guarded = !HARMLESS.contains(exchange.getRequest().getMethod())
					&& exchange.getRequest().getCookies().containsKey(cookie.name())
					&& !exchange.getRequest().getPath().value().equals(BACK_CHANNEL);
			return guarded ? MatchResult.match() : MatchResult.notMatch();
		};
	}

	private static CookieServerCsrfTokenRepository csrfTokens(GatewayProperties gateway) {
		CookieServerCsrfTokenRepository tokens = CookieServerCsrfTokenRepository.withHttpOnlyFalse();
		tokens.setCookiePath("/");
		tokens.setCookieCustomizer((cookie) -> cookie.sameSite("Lax").secure(gateway.secure()));
		return tokens;
	}

	private Mono<Void> askToSignIn(ServerWebExchange exchange) {
		if (PageRequests.isPage(exchange)) {
			return redirect(exchange, PageRequests.signIn(exchange.getRequest()));
		}
		return this.problems.write(exchange, Problem.unauthenticated());
	}

	private Mono<Void> refuse(ServerWebExchange exchange) {
		if (PageRequests.isPage(exchange)) {
			return redirect(exchange, URI.create("/"));
		}
		return this.problems.write(exchange, closed());
	}

	private static Mono<Void> redirect(ServerWebExchange exchange, URI target) {
		exchange.getResponse().setStatusCode(HttpStatus.FOUND);
		exchange.getResponse().getHeaders().setLocation(target);
		exchange.getResponse().getHeaders().setCacheControl("no-store");
		return exchange.getResponse().setComplete();
	}

	private Mono<Void> refuseToken(ServerWebExchange exchange) {
		return this.limits.countAddress(RateLimitFilter.address(exchange))
			.then(Mono.fromSupplier(Problem::unauthenticated))
			.onErrorResume(Problem.class, Mono::just)
			.flatMap((problem) -> {
				if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
					exchange.getResponse()
						.getHeaders()
						.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
				}
				return this.problems.write(exchange, problem);
			});
	}

	private static Problem closed() {
		return Problem.forbidden("Your account does not open this part of MedLinks.");
	}

	private static Problem missingCsrfToken() {
		return Problem.forbidden("The X-XSRF-TOKEN header is missing or out of date. Read GET /auth/session, send the "
				+ "value of the cookie XSRF-TOKEN as that header, and try again. Nothing was saved.");
	}

}
