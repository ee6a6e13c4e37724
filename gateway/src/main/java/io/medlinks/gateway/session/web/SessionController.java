package io.medlinks.gateway.session.web;

import io.medlinks.gateway.session.FreshTokens;
import io.medlinks.gateway.session.SessionAuthentication;
import io.medlinks.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells the web client who is signed in, and hands it the token that its writes need.
 */
@RestController
class SessionController {

	private final FreshTokens tokens;

	SessionController(FreshTokens tokens) {
		this.tokens = tokens;
	}

	@GetMapping("/auth/session")
	@Operation(summary = "Who is signed in; sets the cookie XSRF-TOKEN that writes need")
	Mono<ResponseEntity<SessionResponse>> session(ServerWebExchange exchange) {
		Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.<CsrfToken>empty());
		return token.then(exchange.getPrincipal().ofType(SessionAuthentication.class))
			.map((caller) -> SessionResponse.of(caller.session()))
			.defaultIfEmpty(SessionResponse.NOBODY)
			.map((session) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(session));
	}

	@PostMapping("/auth/session")
	@Operation(summary = "Renew my session, so that it has the roles that my account was given since I signed in")
	Mono<ResponseEntity<SessionResponse>> renew(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.ofType(SessionAuthentication.class)
			.switchIfEmpty(Mono.error(Problem::unauthenticated))
			.flatMap((caller) -> this.tokens.renewed(caller.session()))
			.map((session) -> ResponseEntity.ok()
				.cacheControl(CacheControl.noStore())
				.body(SessionResponse.of(session)));
	}

}
