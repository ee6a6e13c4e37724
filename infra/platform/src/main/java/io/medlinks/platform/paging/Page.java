package io.medlinks.platform.paging;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the page's items
 * @param nextCursor where the next page starts; null on the last one
 * @param <T> the items' type
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

	/**
	 * The page made from one item more than asked for: the surplus says that there is a
	 * next page.
	 * @param found up to limit + 1 items
	 * @param request what was asked for
	 * @param cursor the cursor behind an item
	 */
	public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, Cursor> cursor) {
		if (found.size() <= request.limit()) {
			return new Page<>(List.copyOf(found), null);
		}
		List<T> items = List.copyOf(found.subList(0, request.limit()));
		return new Page<>(items, cursor.apply(items.getLast()).encoded());
	}

	/** A list that is always whole. */
	public static <T> Page<T> whole(List<T> items) {
		return new Page<>(List.copyOf(items), null);
	}

	/**
	 * The same page of something else.
	 * @param mapping what each item becomes
	 */
	public <R> Page<R> map(Function<T, R> mapping) {
		return new Page<>(this.items.stream().map(mapping).toList(), this.nextCursor);
	}

}
