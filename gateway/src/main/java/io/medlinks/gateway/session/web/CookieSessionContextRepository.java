package io.medlinks.gateway.session.web;

import io.medlinks.gateway.session.SessionAuthentication;
import io.medlinks.gateway.session.SessionCookie;
import io.medlinks.gateway.session.SessionKey;
import io.medlinks.gateway.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds who is asking by the session cookie; asks the database once per request.
 */
@Component
class CookieSessionContextRepository implements ServerSecurityContextRepository {

	private static final String CONTEXT = CookieSessionContextRepository.class.getName();

	private final Sessions sessions;

	private final SessionCookie cookie;

	CookieSessionContextRepository(Sessions sessions, SessionCookie cookie) {
		this.sessions = sessions;
		this.cookie = cookie;
	}

	/** Nothing to do: sign-in stores the session together with its tokens. */
	@Override
	public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
		return Mono.empty();
	}

	@Override
	public Mono<SecurityContext> load(ServerWebExchange exchange) {
		HttpCookie secret = exchange.getRequest().getCookies().getFirst(this.cookie.name());
		if (secret == null || secret.getValue().isEmpty()) {
			return Mono.empty();
		}
		Mono<SecurityContext> known = exchange.getAttribute(CONTEXT);
		if (known != null) {
			return known;
		}
		Mono<SecurityContext> context = this.sessions.find(SessionKey.of(secret.getValue()))
			.<SecurityContext>map((session) -> new SecurityContextImpl(new SessionAuthentication(session)))
			.cache();
		exchange.getAttributes().put(CONTEXT, context);
		return context;
	}

}
