package io.medlinks.drill.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * All documents of all services at one moment.
 */
public final class StoredState {

	private static final int LONGEST = 300;

	private final Map<String, Document> documents = new TreeMap<>();

	void put(String collection, Document document) {
		this.documents.put(collection + "/" + document.get("_id"), document);
	}

	/** How many documents there are. */
	public int size() {
		return this.documents.size();
	}

	/**
	 * What another state has otherwise, a line for each collection and field: how many
	 * documents, and one of them with both values.
	 * @param then the state to compare with, the older one
	 */
	public List<String> differencesSince(StoredState then) {
		Map<String, List<String>> found = new TreeMap<>();
		Set<String> all = new TreeSet<>(this.documents.keySet());
		all.addAll(then.documents.keySet());
		for (String key : all) {
			String collection = key.substring(0, key.indexOf('/'));
			Document now = this.documents.get(key);
			Document before = then.documents.get(key);
			if (now == null) {
				found.computeIfAbsent(collection + " lost", (_) -> new ArrayList<>()).add(key);
			}
			else if (before == null) {
				found.computeIfAbsent(collection + " new", (_) -> new ArrayList<>()).add(key);
			}
			else if (!now.toJson().equals(before.toJson())) {
				fields(before, now)
					.forEach((field) -> found.computeIfAbsent(collection + "." + field, (_) -> new ArrayList<>())
						.add(key + " was " + shortened(before.get(field)) + ", is " + shortened(now.get(field))));
			}
		}
		return found.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + " of " + entry.getValue().size() + ", such as "
					+ entry.getValue().getFirst())
			.toList();
	}

	private static Set<String> fields(Document before, Document now) {
		Set<String> fields = new TreeSet<>(before.keySet());
		fields.addAll(now.keySet());
		fields.removeIf((field) -> before.containsKey(field) == now.containsKey(field)
				&& Objects.equals(before.get(field), now.get(field)));
		return fields.isEmpty() ? Set.of("(order of the fields)") : fields;
	}

	private static String shortened(@Nullable Object value) {
		String text = String.valueOf(value);
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) + "…" : text;
	}

}
