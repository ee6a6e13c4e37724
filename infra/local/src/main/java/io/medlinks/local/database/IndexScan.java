package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A way to answer a filter with an index, and how much that narrows the search.
 *
 * @param index the index to read
 * @param ranges the stretches of it that hold all matches
 * @param rank the greater, the fewer documents are to be expected
 */
record IndexScan(OrderedIndex index, List<KeyRange> ranges, int rank) {

	/** More look-ups than this are not worth making. */
	private static final int MOST_PREFIXES = 10_000;

	private static final int ONE_DOCUMENT = 1_000;

	static @Nullable IndexScan of(OrderedIndex index, List<KeyPath> paths, Restrictions restrictions) {
		List<byte[]> prefixes = List.of(new byte[0]);
		int depth = 0;
		while (depth < paths.size()) {
			List<Object> values = restrictions.equalitiesOf(paths.get(depth));
			if (values == null || (long) prefixes.size() * values.size() > MOST_PREFIXES) {
				break;
			}
			prefixes = extend(prefixes, values);
			depth++;
		}
		List<KeyRange> ranges = (depth < paths.size()) ? restrictions.rangesOf(paths.get(depth)) : null;
		if (ranges != null) {
			return new IndexScan(index, behind(prefixes, ranges), 2 * depth + 1);
		}
		if (depth == 0) {
			return null;
		}
		int rank = (index.isUnique() && depth == paths.size()) ? ONE_DOCUMENT : 2 * depth;
		return new IndexScan(index, prefixes.stream().map(KeyRange::startingWith).toList(), rank);
	}

	Set<Object> positions() {
		return this.index.positionsIn(this.ranges);
	}

	private static List<byte[]> extend(List<byte[]> prefixes, List<Object> values) {
		List<byte[]> longer = new ArrayList<>(prefixes.size() * values.size());
		for (byte[] prefix : prefixes) {
			for (Object value : values) {
				longer.add(new KeyEncoding().append(prefix).append(value).toBytes());
			}
		}
		return longer;
	}

	private static List<KeyRange> behind(List<byte[]> prefixes, List<KeyRange> ranges) {
		List<KeyRange> result = new ArrayList<>(prefixes.size() * ranges.size());
		for (byte[] prefix : prefixes) {
			for (KeyRange range : ranges) {
				result.add(range.behind(prefix));
			}
		}
		return result;
	}

}
