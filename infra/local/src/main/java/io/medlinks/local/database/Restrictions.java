package io.medlinks.local.database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What a filter demands of single fields, as far as an index can make use of it.
 * <p>
 * Each restriction is one that every matching document fulfils, so using any of them
 * loses no match. Whatever is not understood for certain is left out: regular
 * expressions, negations, alternatives, null (which also matches missing fields), whole
 * arrays.
 */
final class Restrictions {

	private static final Set<String> OPERATORS = Set.of("$eq", "$in", "$gt", "$gte", "$lt", "$lte");

	private final Map<String, List<Object>> equalities = new HashMap<>();

	private final Map<String, List<KeyRange>> ranges = new HashMap<>();

	private Restrictions() {
	}

	static Restrictions of(Document filter) {
		Restrictions restrictions = new Restrictions();
		restrictions.addAll(filter);
		return restrictions;
	}

	/** The values of which the field holds one, or null where the filter names none. */
	@Nullable List<Object> equalitiesOf(KeyPath path) {
		return this.equalities.get(path.path());
	}

	/** The ranges in which the field holds a value, or null where there are none. */
	@Nullable List<KeyRange> rangesOf(KeyPath path) {
		return this.ranges.get(path.path());
	}

	boolean isEmpty() {
		return this.equalities.isEmpty() && this.ranges.isEmpty();
	}

	private void addAll(Document filter) {
		filter.forEach((key, value) -> {
			if (key.equals("$and") && value instanceof Collection<?> parts) {
				for (Object part : parts) {
					if (part instanceof Document document) {
						addAll(document);
					}
				}
			}
			else if (!key.startsWith("$")) {
				add(key, value);
			}
		});
	}

	// Of two restrictions of one field only the first is kept: different elements of an
	// array may fulfil them, so they must not be taken together.
	private void add(String key, @Nullable Object value) {
		if (isPlain(value)) {
			this.equalities.putIfAbsent(key, List.of(value));
		}
		else if (value instanceof Document document && !document.isEmpty()) {
			if (OPERATORS.containsAll(document.keySet())) {
				addOperators(key, document);
			}
			else if (key.equals("_id") && isPlainDocument(document)) {
				this.equalities.putIfAbsent(key, List.of(document));
			}
		}
	}

	private void addOperators(String key, Document operators) {
		if (isPlain(operators.get("$eq"))) {
			this.equalities.putIfAbsent(key, List.of(operators.get("$eq")));
		}
		else if (operators.get("$in") instanceof Collection<?> values
				&& values.stream().allMatch(Restrictions::isPlain)) {
			this.equalities.putIfAbsent(key, List.copyOf(values));
		}
		Object lower = firstOrdered(operators, "$gt", "$gte");
		Object upper = firstOrdered(operators, "$lt", "$lte");
		if (lower != null || upper != null) {
			this.ranges.putIfAbsent(key, rangesBetween(lower, upper));
		}
	}

	private static @Nullable Object firstOrdered(Document operators, String first, String second) {
		Object value = operators.get(first);
		Object candidate = (value != null) ? value : operators.get(second);
		return KeyEncoding.isOrdered(candidate) ? candidate : null;
	}

	private static List<KeyRange> rangesBetween(@Nullable Object lower, @Nullable Object upper) {
		List<KeyRange> ranges = new ArrayList<>();
		if (lower == null && upper != null) {
			ranges.add(new KeyRange(KeyEncoding.firstOfKind(upper), KeyEncoding.upperBound(upper)));
		}
		else if (lower != null) {
			boolean closed = upper != null && isSameKind(lower, upper);
			ranges.add(new KeyRange(KeyEncoding.lowerBound(lower),
					(closed && upper != null) ? KeyEncoding.upperBound(upper) : KeyEncoding.endOfKind(lower)));
		}
		if (lower instanceof Number || upper instanceof Number) {
			ranges.add(KeyRange.startingWith(KeyEncoding.notANumber()));
		}
		return ranges;
	}

	private static boolean isSameKind(Object left, Object right) {
		return KeyEncoding.firstOfKind(left)[0] == KeyEncoding.firstOfKind(right)[0];
	}

	private static boolean isPlain(@Nullable Object value) {
		return switch (value) {
			case Decimal128 _ -> false;
			case String _, Number _, Boolean _, Instant _, UUID _, ObjectId _ -> true;
			case null, default -> false;
		};
	}

	private static boolean isPlainDocument(Document document) {
		return document.entrySet()
			.stream()
			.allMatch((entry) -> !entry.getKey().startsWith("$") && isPlain(entry.getValue()));
	}

}
