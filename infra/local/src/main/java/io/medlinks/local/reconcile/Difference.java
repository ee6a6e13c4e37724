package io.medlinks.local.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * How a projection differs from its source in one aggregate, or a derived row from its
 * facts.
 */
public enum Difference {

	/** The source has it, the projection does not. */
	MISSING,

	/** The projection has an older version. */
	STALE,

	/**
	 * The same version with another body, a newer one than the source's, or other rows.
	 */
	DIFFERENT,

	/** The projection has it, no source does. */
	SURPLUS;

	/** How the two differ; null where they do not. */
	static @Nullable Difference between(@Nullable Item source, @Nullable Item projection) {
		if (source == null) {
			return (projection == null) ? null : SURPLUS;
		}
		if (projection == null) {
			return MISSING;
		}
		if (projection.version() < source.version()) {
			return STALE;
		}
		return (projection.version() == source.version() && projection.mark().equals(source.mark())) ? null : DIFFERENT;
	}

	/** What a service found of a derived row of its own; null where nothing. */
	static @Nullable Difference found(@Nullable Item row) {
		if (row == null || row.mark().equals("SAME")) {
			return null;
		}
		return row.mark().equals("MISSING") ? MISSING : DIFFERENT;
	}

}
