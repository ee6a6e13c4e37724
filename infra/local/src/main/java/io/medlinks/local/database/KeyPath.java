package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.backend.Missing;
import org.jspecify.annotations.Nullable;

/**
 * A dotted path into documents, which goes through arrays to each of their elements.
 */
final class KeyPath {

	private final String path;

	private final List<String> fragments;

	KeyPath(String path) {
		this.path = path;
		this.fragments = List.of(path.split("\\.", -1));
	}

	String path() {
		return this.path;
	}

	/** Whether no fragment is a position in an array, which has no meaning here. */
	boolean isIndexable() {
		return this.fragments.stream()
			.noneMatch((fragment) -> fragment.isEmpty() || fragment.chars().allMatch(Character::isDigit));
	}

	/** The values a document has at this path; {@link Missing} where it has none. */
	List<@Nullable Object> valuesIn(Map<String, ?> document) {
		List<@Nullable Object> values = new ArrayList<>();
		collect(document, 0, values);
		if (values.isEmpty()) {
			values.add(Missing.getInstance());
		}
		return values;
	}

	/** Whether a document has anything at this path, be it null. */
	boolean isIn(Map<String, ?> document) {
		return valuesIn(document).stream().anyMatch((value) -> !(value instanceof Missing));
	}

	/** The path to the first array on the way, or null where there is none. */
	@Nullable String firstArrayIn(Map<String, ?> document) {
		Object value = document;
		for (int depth = 0; depth < this.fragments.size(); depth++) {
			value = (value instanceof Map<?, ?> map) ? map.get(this.fragments.get(depth)) : null;
			if (value instanceof Collection) {
				return String.join(".", this.fragments.subList(0, depth + 1));
			}
		}
		return null;
	}

	private void collect(@Nullable Object value, int depth, List<@Nullable Object> values) {
		if (value instanceof Collection<?> array) {
			array.forEach((element) -> collect(element, depth, values));
		}
		else if (depth == this.fragments.size()) {
			values.add(value);
		}
		else if (value instanceof Map<?, ?> document && document.containsKey(this.fragments.get(depth))) {
			collect(document.get(this.fragments.get(depth)), depth + 1, values);
		}
		else {
			values.add(Missing.getInstance());
		}
	}

	@Override
	public String toString() {
		return this.path;
	}

}
