package io.medlinks.gateway.session;

import java.time.Clock;
import java.time.Duration;

import io.medlinks.gateway.session.TokenEndpoint.RefreshRefused;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps the access token of a session fresh. However many requests on however many
 * instances need a new one, one of them fetches it and the others wait.
 */
@Component
public class FreshTokens {

	private static final Logger log = LoggerFactory.getLogger(FreshTokens.class);

	private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

	/** The session is written; the browser has no cookie yet. */
	private static final CrashPoint BEGUN = new CrashPoint("session.begun");

	/** An instance may renew the tokens and has not asked for new ones. */
	private static final CrashPoint LEASED = new CrashPoint("session.leased");

	/** Keycloak has given new tokens, which are not written. */
	private static final CrashPoint RENEWED = new CrashPoint("session.renewed");

	private final Sessions sessions;

	private final TokenEndpoint endpoint;

	private final ReactiveJwtDecoder decoder;

	private final SessionProperties properties;

	private final Clock clock;

	FreshTokens(Sessions sessions, TokenEndpoint endpoint, ReactiveJwtDecoder decoder, SessionProperties properties,
			Clock clock) {
		this.sessions = sessions;
		this.endpoint = endpoint;
		this.decoder = decoder;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Begins a session with the tokens of a sign-in.
	 * @param secret the cookie's value to be
	 * @param tokens the tokens
	 */
	public Mono<Session> begin(String secret, Tokens tokens) {
		return account(tokens).flatMap((account) -> BEGUN.passed(this.sessions.begin(secret, account, tokens)));
	}

	/**
	 * The session with an access token that a call can use.
	 * @param session the session as read
	 */
	public Mono<Session> forCall(Session session) {
		return lasting(session, this.properties.refreshBefore());
	}

	/**
	 * The session with an access token that a stream can live on for a while.
	 * @param session the session as read
	 */
	public Mono<Session> forStream(Session session) {
		return lasting(session, this.properties.streamNeeds());
	}

	/**
	 * The session with a new access token, which names the roles that the account has
	 * now.
	 * @param session the session as read
	 */
	public Mono<Session> renewed(Session session) {
		return renewing(session);
	}

	private Mono<Session> lasting(Session session, Duration atLeast) {
		if (session.lasts(this.clock.instant(), atLeast)) {
			return Mono.just(session);
		}
		return renewing(session);
	}

	private Mono<Session> renewing(Session session) {
		long attempts = this.properties.refreshWait().dividedBy(LOOK_AGAIN);
		return Mono.defer(() -> refreshOrLook(session))
			.repeatWhenEmpty(Math.toIntExact(attempts), (rounds) -> rounds.delayElements(LOOK_AGAIN))
			.onErrorMap(IllegalStateException.class, (_) -> unavailable());
	}

	private Mono<Session> refreshOrLook(Session stale) {
		return refresh(stale).switchIfEmpty(Mono.defer(() -> look(stale)));
	}

	/** Empty while another instance is at it. */
	private Mono<Session> look(Session stale) {
		return this.sessions.find(stale.key())
			.switchIfEmpty(Mono.error(Problem::unauthenticated))
			.filter((present) -> present.tokensVersion() != stale.tokensVersion());
	}

	private Mono<Session> refresh(Session stale) {
		return Mono.usingWhen(LEASED.passed(this.sessions.lease(stale.key(), stale.tokensVersion(), Secrets.next())),
				this::renew, (_) -> Mono.empty(), (leased, _) -> this.sessions.release(leased), this.sessions::release);
	}

	private Mono<Session> renew(Session leased) {
		return RENEWED.passed(this.endpoint.refresh(leased.tokens()))
			.flatMap((tokens) -> account(tokens).flatMap((account) -> this.sessions.renew(leased, account, tokens)))
			.switchIfEmpty(Mono.error(Problem::unauthenticated))
			.onErrorResume(RefreshRefused.class,
					(_) -> this.sessions.end(leased.key()).then(Mono.error(Problem::unauthenticated)))
			.onErrorResume((failure) -> !(failure instanceof Problem), (failure) -> goOn(leased, failure));
	}

	/** Works on with the old token while it lasts. */
	private Mono<Session> goOn(Session leased, Throwable failure) {
		log.warn("Tokens could not be renewed: {}", failure.getClass().getName());
		return leased.lasts(this.clock.instant(), Duration.ofSeconds(2))
				? this.sessions.release(leased).thenReturn(leased) : Mono.error(unavailable());
	}

	private Mono<Account> account(Tokens tokens) {
		return this.decoder.decode(tokens.access()).map((Jwt token) -> Account.of(token));
	}

	private static Problem unavailable() {
		return Problem
			.unavailable("Your sign-in could not be renewed just now, because the sign-in service does not "
					+ "answer. You are still signed in; try again in a moment.")
			.with("retryAfterSeconds", 5);
	}

}
