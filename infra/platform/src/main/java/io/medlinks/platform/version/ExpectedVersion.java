package io.medlinks.platform.version;

import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The version that an update was made against; bound from {@code If-Match}.
 *
 * @param value the version, or null where the caller named none
 */
public record ExpectedVersion(@Nullable Long value) {

	/**
	 * Reads the header.
	 * @param header the header's value, such as {@code "3"}, or null
	 * @throws Problem 412 where it is no version of ours
	 */
	public static ExpectedVersion parse(@Nullable String header) {
		if (header == null || header.isBlank()) {
			return new ExpectedVersion(null);
		}
		String tag = header.strip();
		if (tag.startsWith("W/")) {
			tag = tag.substring(2);
		}
		try {
			return new ExpectedVersion(Long.valueOf(tag.replace("\"", "")));
		}
		catch (NumberFormatException ex) {
			throw Problem.staleVersion();
		}
	}

	/**
	 * The version.
	 * @throws Problem 428 where the caller named none
	 */
	public long required() {
		if (this.value == null) {
			throw Problem.preconditionRequired();
		}
		return this.value;
	}

	/**
	 * The entity tag of a version.
	 * @param version the version
	 */
	public static String tag(long version) {
		return "\"" + version + "\"";
	}

}
