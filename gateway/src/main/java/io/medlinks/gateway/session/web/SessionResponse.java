package io.medlinks.gateway.session.web;

import java.time.Instant;
import java.util.List;

import io.medlinks.gateway.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param authenticated whether anybody is
 * @param id the account's id
 * @param username what they sign in with
 * @param name what they are called
 * @param roles their roles
 * @param expiresAt when the session ends unless it is used
 */
record SessionResponse(boolean authenticated, @Nullable String id, @Nullable String username, @Nullable String name,
		List<String> roles, @Nullable Instant expiresAt) {

	static final SessionResponse NOBODY = new SessionResponse(false, null, null, null, List.of(), null);

	static SessionResponse of(Session session) {
		return new SessionResponse(true, session.account().subject(), session.account().username(),
				session.account().name(),
				session.account().roles().stream().filter(List.of("patient", "doctor", "operator")::contains).toList(),
				session.expiresAt());
	}

}
