package io.medlinks.platform.live;

import org.jspecify.annotations.Nullable;

/**
 * A row as the reader sees it.
 *
 * @param type the row's type
 * @param key the row's key within its type
 * @param row the state; null where the row is gone or no longer the reader's
 */
public record LiveRow(String type, String key, @Nullable Object row) {

	/**
	 * A row that is gone.
	 * @param change what changed
	 */
	public static LiveRow gone(LiveChange change) {
		return new LiveRow(change.type(), change.key(), null);
	}

}
