package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A way to answer a filter with an index, and how much that narrows the search.
 *
 * @param index the index to read
 * @param ranges the stretches of it that hold all matches
 * @param equalities how many of its first keys the filter fixes
 * @param rank the greater, the fewer documents are to be expected
 */
record IndexScan(OrderedIndex index, List<KeyRange> ranges, int equalities, int rank) {

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
			return new IndexScan(index, behind(prefixes, ranges), depth, 2 * depth + 1);
		}
		if (depth == 0) {
			return null;
		}
		int rank = (index.isUnique() && depth == paths.size()) ? ONE_DOCUMENT : 2 * depth;
		return new IndexScan(index, prefixes.stream().map(KeyRange::startingWith).toList(), depth, rank);
	}

	Set<Object> positions() {
		return this.index.positionsIn(this.ranges);
	}

	/**
	 * Whether documents that it finds are found in an order: 1 where the index has it, -1
	 * where the index has it backwards, 0 where neither.
	 */
	int directionOf(Document orderBy) {
		List<String> order = this.index.orderBehind(this.equalities);
		if (this.ranges.size() != 1 || orderBy.size() > order.size()
				|| !List.copyOf(orderBy.keySet()).equals(order.subList(0, orderBy.size()))) {
			return 0;
		}
		Set<Integer> directions = orderBy.values()
			.stream()
			.map((direction) -> (direction instanceof Number number) ? Integer.signum(number.intValue()) : 0)
			.collect(Collectors.toSet());
		return (directions.size() == 1) ? directions.iterator().next() : 0;
	}

	/** The documents' positions in the order of the index, or backwards. */
	Iterator<Object> positions(int direction) {
		return this.index.positionsIn(this.ranges.getFirst(), direction);
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
