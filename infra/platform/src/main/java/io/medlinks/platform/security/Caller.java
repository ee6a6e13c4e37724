package io.medlinks.platform.security;

import java.time.Instant;
import java.util.Set;

/**
 * Who is calling, as the access token says.
 *
 * @param subject the account's id in Keycloak; also the patient's or doctor's id
 * @param username the name they sign in with
 * @param name the name they are called by
 * @param roles their groups
 * @param tokenExpiresAt when the token ends; a stream ends with it
 */
public record Caller(String subject, String username, String name, Set<Role> roles, Instant tokenExpiresAt) {

	/**
	 * Whether the caller belongs to a group.
	 * @param role the group
	 */
	public boolean is(Role role) {
		return role == Role.ANYONE || this.roles.contains(role);
	}

	/** The group that acts, for access records: the most privileged one. */
	public Role actingRole() {
		for (Role role : new Role[] { Role.OPERATOR, Role.DOCTOR, Role.PATIENT }) {
			if (this.roles.contains(role)) {
				return role;
			}
		}
		return Role.ANYONE;
	}

}
