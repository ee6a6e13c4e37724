package io.medlinks.platform.security;

import java.util.Locale;

/**
 * The groups of callers, each with an address space of its own.
 */
public enum Role {

	/** People who log how they feel. */
	PATIENT,

	/** People who treat them. */
	DOCTOR,

	/** People who run the system and see no clinical data. */
	OPERATOR,

	/**
	 * A service account of our own, under {@code /internal/**} only. No person has it: it
	 * comes with the token's audience, not with a role in the realm.
	 */
	SERVICE,

	/**
	 * Whoever holds an address that nobody can guess, signed in or not. The method's own
	 * query starts from the secret in the address.
	 */
	HOLDER,

	/** Whoever is signed in. */
	ANYONE;

	/** The role's name in tokens. */
	public String claim() {
		return name().toLowerCase(Locale.ROOT);
	}

}
