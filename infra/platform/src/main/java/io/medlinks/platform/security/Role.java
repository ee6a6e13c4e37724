package io.medlinks.platform.security;

import java.util.Locale;

/**
 * The groups of people, each with an address space of its own.
 */
public enum Role {

	/** People who log how they feel. */
	PATIENT,

	/** People who treat them. */
	DOCTOR,

	/** People who run the system and see no clinical data. */
	OPERATOR,

	/** Whoever is signed in. */
	ANYONE;

	/** The role's name in tokens. */
	public String claim() {
		return name().toLowerCase(Locale.ROOT);
	}

}
