package io.medlinks.gateway.session;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whose session it is, as their last access token said.
 *
 * @param subject the account's id
 * @param username what they sign in with
 * @param name what they are called
 * @param roles their roles
 * @param sid the sign-in's id at the identity provider, by which it ends sessions
 */
public record Account(String subject, String username, String name, List<String> roles, @Nullable String sid) {

	/**
	 * Reads a verified access token.
	 * @param token the token
	 */
	static Account of(Jwt token) {
		String subject = Objects.requireNonNull(token.getSubject());
		String username = Objects.requireNonNullElse(token.getClaimAsString("preferred_username"), subject);
		return new Account(subject, username, Objects.requireNonNullElse(token.getClaimAsString("name"), username),
				List.copyOf(Objects.requireNonNullElse(token.getClaimAsStringList("roles"), List.of())),
				token.getClaimAsString("sid"));
	}

}
