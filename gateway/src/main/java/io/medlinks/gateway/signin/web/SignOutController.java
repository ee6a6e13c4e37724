package io.medlinks.gateway.signin.web;

import java.util.Map;

import io.medlinks.gateway.GatewayProperties;
import io.medlinks.gateway.session.Session;
import io.medlinks.gateway.session.SessionAuthentication;
import io.medlinks.gateway.session.SessionCookie;
import io.medlinks.gateway.session.Sessions;
import io.medlinks.gateway.signin.KeycloakAddresses;
import io.medlinks.gateway.signin.LogoutTokens;
import io.medlinks.gateway.signin.SignInProperties;
import io.medlinks.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * Ends sessions: when somebody signs out here, and when Keycloak says that they did
 * elsewhere.
 */
@RestController
class SignOutController {

	private static final Logger log = LoggerFactory.getLogger(SignOutController.class);

	private final Sessions sessions;

	private final SessionCookie cookie;

	private final LogoutTokens logoutTokens;

	private final KeycloakAddresses keycloak;

	private final SignInProperties properties;

	private final GatewayProperties gateway;

	SignOutController(Sessions sessions, SessionCookie cookie, LogoutTokens logoutTokens, KeycloakAddresses keycloak,
			SignInProperties properties, GatewayProperties gateway) {
		this.sessions = sessions;
		this.cookie = cookie;
		this.logoutTokens = logoutTokens;
		this.keycloak = keycloak;
		this.properties = properties;
		this.gateway = gateway;
	}

	/** Ends the session here; the answer says where to go to end it at Keycloak too. */
	@PostMapping("/auth/logout")
	@Operation(summary = "Ends the session here; the answer says where to end it at the sign-in service too")
	Mono<ResponseEntity<SignedOut>> signOut(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.ofType(SessionAuthentication.class)
			.flatMap((caller) -> this.sessions.end(caller.session().key())
				.thenReturn(new SignedOut(endSession(caller.session()))))
			.defaultIfEmpty(new SignedOut("/signed-out"))
			.map((signedOut) -> ResponseEntity.ok()
				.cacheControl(CacheControl.noStore())
				.header("Set-Cookie", this.cookie.cleared().toString())
				.body(signedOut));
	}

	private String endSession(Session session) {
		UriComponentsBuilder address = UriComponentsBuilder.fromUriString(this.keycloak.endSession())
			.queryParam("client_id", "{client}")
			.queryParam("post_logout_redirect_uri", "{back}");
		String back = this.gateway.url() + "/signed-out";
		String hint = session.tokens().idToken();
		return (hint != null) ? address.queryParam("id_token_hint", "{hint}")
			.encode()
			.buildAndExpand(this.properties.clientId(), back, hint)
			.toUriString() : address.encode().buildAndExpand(this.properties.clientId(), back).toUriString();
	}

	/** Ends the sessions of a sign-in that has ended at Keycloak. */
	@PostMapping(path = "/logout/connect/back-channel/keycloak", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	Mono<ResponseEntity<Map<String, String>>> backChannel(ServerWebExchange exchange) {
		return exchange.getFormData()
			.flatMap((form) -> Mono.justOrEmpty(form.getFirst("logout_token")))
			.flatMap(this.logoutTokens::sid)
			.flatMap(this.sessions::endOf)
			.doOnNext((ended) -> log.info("Keycloak ended a sign-in; sessions ended here: {}", ended))
			.map((_) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).<Map<String, String>>build())
			.switchIfEmpty(Mono.fromSupplier(SignOutController::refused))
			.onErrorResume(BadJwtException.class, (_) -> Mono.fromSupplier(SignOutController::refused))
			.onErrorMap(JwtException.class,
					(_) -> Problem.unavailable("The keys of the sign-in service are not known."));
	}

	private static ResponseEntity<Map<String, String>> refused() {
		return ResponseEntity.badRequest()
			.cacheControl(CacheControl.noStore())
			.body(Map.of("error", "invalid_request"));
	}

	/**
	 * The session here has ended.
	 *
	 * @param location where to go next, to end it at Keycloak too
	 */
	record SignedOut(String location) {

	}

}
