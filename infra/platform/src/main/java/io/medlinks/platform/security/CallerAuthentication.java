package io.medlinks.platform.security;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A verified access token as the caller it stands for.
 */
public final class CallerAuthentication extends AbstractAuthenticationToken {

	private final transient Jwt token;

	private final transient Caller caller;

	private CallerAuthentication(Jwt token, Caller caller, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.token = token;
		this.caller = caller;
		setAuthenticated(true);
	}

	/**
	 * Reads a verified token.
	 * @param token the access token
	 */
	public static CallerAuthentication of(Jwt token) {
		List<String> claims = Objects.requireNonNullElse(token.getClaimAsStringList("roles"), List.of());
		Set<Role> roles = EnumSet.noneOf(Role.class);
		for (Role role : new Role[] { Role.PATIENT, Role.DOCTOR, Role.OPERATOR }) {
			if (claims.contains(role.claim())) {
				roles.add(role);
			}
		}
		return of(token, roles);
	}

	/**
	 * Reads a verified token of a service account, whatever roles it names.
	 * @param token the access token, made for the internal audience
	 */
	static CallerAuthentication ofService(Jwt token) {
		return of(token, EnumSet.of(Role.SERVICE));
	}

	private static CallerAuthentication of(Jwt token, Set<Role> roles) {
		String subject = Objects.requireNonNull(token.getSubject());
		String username = Objects.requireNonNullElse(token.getClaimAsString("preferred_username"), subject);
		String name = Objects.requireNonNullElse(token.getClaimAsString("name"), username);
		Instant expiresAt = Objects.requireNonNullElse(token.getExpiresAt(), Instant.EPOCH);
		Caller caller = new Caller(subject, username, name, Set.copyOf(roles), expiresAt);
		List<SimpleGrantedAuthority> authorities = roles.stream()
			.map((role) -> new SimpleGrantedAuthority("ROLE_" + role.claim()))
			.toList();
		return new CallerAuthentication(token, caller, authorities);
	}

	/**
	 * The caller of an exchange; empty where nobody is signed in.
	 * @param exchange the exchange
	 */
	public static Mono<Caller> of(ServerWebExchange exchange) {
		return exchange.getPrincipal().ofType(CallerAuthentication.class).map(CallerAuthentication::getPrincipal);
	}

	@Override
	public Caller getPrincipal() {
		return this.caller;
	}

	@Override
	public Object getCredentials() {
		return this.token;
	}

	@Override
	public String getName() {
		return this.caller.subject();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CallerAuthentication that && this.token.equals(that.token);
	}

	@Override
	public int hashCode() {
		return this.token.hashCode();
	}

}
