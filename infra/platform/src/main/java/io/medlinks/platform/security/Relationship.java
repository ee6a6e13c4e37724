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
	 * The patient named in the body must be in the calling doctor's care; the method asks
	 * {@link CareAccess} before it does anything.
	 */
	IN_CARE_BY_BODY,

	/** A list over the calling doctor's patients, which the method records itself. */
	PANEL,

	/** No person's data. */
	NONE

}
