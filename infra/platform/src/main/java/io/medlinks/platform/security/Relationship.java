package io.medlinks.platform.security;

/**
 * How the caller must stand to the data that a method reads or changes.
 */
public enum Relationship {

	/** The caller's own data: the method's queries start from the caller's subject. */
	OWN,

	/** The patient named by a path variable is in the calling doctor's care. */
	IN_CARE,

	/**
	 * The patient must be in the calling doctor's care, and only the method can tell who
	 * that is or whether it was done before; it asks {@link CareAccess} before it does
	 * anything.
	 */
	IN_CARE_ASKED,

	/** A list over the calling doctor's patients, which the method records itself. */
	PANEL,

	/** No person's data. */
	NONE

}
