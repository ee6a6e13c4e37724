package io.medlinks.gateway.session;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A browser's session as the caller of a request.
 */
public final class SessionAuthentication extends AbstractAuthenticationToken {

	private final transient Session session;

	/**
	 * The caller whose session it is.
	 * @param session the session
	 */
	public SessionAuthentication(Session session) {
		super(session.account().roles().stream().map((role) -> new SimpleGrantedAuthority("ROLE_" + role)).toList());
		this.session = session;
		setAuthenticated(true);
	}

	/** The session. */
	public Session session() {
		return this.session;
	}

	@Override
	public Account getPrincipal() {
		return this.session.account();
	}

	@Override
	public Object getCredentials() {
		return "";
	}

	@Override
	public String getName() {
		return this.session.account().subject();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SessionAuthentication that && this.session.id().equals(that.session.id());
	}

	@Override
	public int hashCode() {
		return this.session.id().hashCode();
	}

}
