package io.medlinks.platform.paging;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted; bound from {@code ?cursor=&limit=}.
 *
 * @param cursor where to start; null for the beginning
 * @param limit how many items, 1 to {@value #MOST}
 */
public record PageRequest(@Nullable Cursor cursor, int limit) {

	/** The most items a page may hold. */
	public static final int MOST = 100;

	/** How many items a page holds unless told. */
	public static final int DEFAULT = 20;

}
