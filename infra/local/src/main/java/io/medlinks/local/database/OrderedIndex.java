package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * An index, unique or not, that keeps its keys in order and answers equalities on its
 * first keys and a range on the next.
 * <p>
 * It holds the keys of each element of an array. The collection matches what an index
 * answers against the whole filter again, so the answer may hold more than the matches
 * but must hold all of them. All methods are called under the collection's lock.
 */
final class OrderedIndex extends Index<Object> {

	private static final String ID = "_id";

	private final List<KeyPath> paths;

	private final boolean unique;

	private final boolean indexable;

	private final IndexStore store;

	private @Nullable MVMap<byte[], Object> entries;

	OrderedIndex(String name, List<IndexKey> keys, boolean unique, boolean sparse, IndexStore store) {
		super(name, keys, sparse);
		this.paths = keys.stream().map((key) -> new KeyPath(key.getKey())).toList();
		this.unique = unique;
		this.indexable = this.paths.stream().allMatch(KeyPath::isIndexable);
		this.store = store;
	}

	/** How this index would answer a filter, or null where it is of no use for it. */
	@Nullable IndexScan scanFor(Restrictions restrictions) {
		return this.indexable ? IndexScan.of(this, this.paths, restrictions) : null;
	}

	@Override
	public boolean canHandle(Document filter) {
		return scanFor(Restrictions.of(filter)) != null;
	}

	@Override
	public Iterable<Object> getPositions(Document filter) {
		IndexScan scan = Objects.requireNonNull(scanFor(Restrictions.of(filter)));
		return positionsIn(scan.ranges());
	}

	/** The documents whose keys lie in one of the ranges, each of them once. */
	Set<Object> positionsIn(List<KeyRange> ranges) {
		Set<Object> positions = new LinkedHashSet<>();
		MVMap<byte[], Object> map = entries();
		for (KeyRange range : ranges) {
			Cursor<byte[], Object> cursor = map.cursor(range.from());
			while (cursor.hasNext() && Arrays.compareUnsigned(cursor.next(), range.to()) < 0) {
				positions.add(cursor.getValue());
			}
		}
		return positions;
	}

	/**
	 * The documents whose keys lie in a range, one after the other; one of several keys
	 * comes several times.
	 * @param direction 1 in the order of the keys, -1 backwards
	 */
	Iterator<Object> positionsIn(KeyRange range, int direction) {
		Cursor<byte[], Object> cursor = (direction > 0) ? entries().cursor(range.from(), range.to(), false)
				: entries().cursor(range.to(), range.from(), true);
		return new Iterator<>() {
			@Override
			public boolean hasNext() {
				return cursor.hasNext();
			}

			@Override
			public Object next() {
				cursor.next();
				return cursor.getValue();
			}
		};
	}

	/**
	 * The fields in whose order documents lie that are equal in some of the first ones.
	 */
	List<String> orderBehind(int equalities) {
		Stream<String> keys = this.paths.stream().skip(equalities).map(KeyPath::path);
		return (this.unique ? keys : Stream.concat(keys, Stream.of(ID))).distinct().toList();
	}

	@Override
	public @Nullable Object getPosition(Document document) {
		if (!this.unique) {
			return null;
		}
		return entriesOf(document).keySet()
			.stream()
			.map(entries()::get)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	@Override
	public void checkAdd(Document document, MongoCollection<Object> collection) {
		check(document, Map.of(), collection);
	}

	@Override
	public void add(Document document, @Nullable Object position, MongoCollection<Object> collection) {
		checkAdd(document, collection);
		Object stored = Missing.ofNullable(position);
		entriesOf(document).keySet().forEach((key) -> entries().put(key, stored));
	}

	@Override
	public @Nullable Object remove(Document document) {
		Object position = null;
		for (byte[] key : entriesOf(document).keySet()) {
			Object removed = entries().remove(key);
			position = (removed != null) ? removed : position;
		}
		return position;
	}

	@Override
	public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
		check(newDocument, entriesOf(oldDocument), collection);
	}

	@Override
	public void updateInPlace(Document oldDocument, Document newDocument, @Nullable Object position,
			MongoCollection<Object> collection) {
		Set<byte[]> before = entriesOf(oldDocument).keySet();
		Set<byte[]> after = entriesOf(newDocument).keySet();
		Object stored = Missing.ofNullable(position);
		before.stream().filter((key) -> !after.contains(key)).forEach(entries()::remove);
		after.stream().filter((key) -> !before.contains(key)).forEach((key) -> entries().put(key, stored));
	}

	@Override
	public long getCount() {
		return (this.entries != null) ? this.entries.sizeAsLong() : 0;
	}

	// The library fills an index that says it is empty; the collection does that here.
	@Override
	public boolean isEmpty() {
		return false;
	}

	@Override
	public long getDataSize() {
		return getCount();
	}

	@Override
	public boolean isUnique() {
		return this.unique;
	}

	@Override
	public void drop() {
		if (this.entries != null) {
			this.store.remove(this.entries);
			this.entries = null;
		}
	}

	private void check(Document document, Map<byte[], List<@Nullable Object>> own, MongoCollection<Object> collection) {
		refuseParallelArrays(document);
		if (!this.unique) {
			return;
		}
		entriesOf(document).forEach((key, values) -> {
			if (!own.containsKey(key) && entries().containsKey(key)) {
				throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(values));
			}
		});
	}

	private void refuseParallelArrays(Document document) {
		if (this.paths.size() > 1) {
			Set<String> arrays = this.paths.stream()
				.map((path) -> path.firstArrayIn(document))
				.filter(Objects::nonNull)
				.collect(Collectors.toCollection(LinkedHashSet::new));
			if (arrays.size() > 1) {
				throw new CannotIndexParallelArraysError(arrays);
			}
		}
	}

	/** The keys of a document's entries, each with the values it was made from. */
	private Map<byte[], List<@Nullable Object>> entriesOf(Document document) {
		Map<byte[], List<@Nullable Object>> result = new TreeMap<>(Arrays::compareUnsigned);
		if (isSparse() && this.paths.stream().noneMatch((path) -> path.isIn(document))) {
			return result;
		}
		List<List<@Nullable Object>> tuples = List.of(List.of());
		for (KeyPath path : this.paths) {
			List<List<@Nullable Object>> longer = new ArrayList<>();
			List<@Nullable Object> values = path.valuesIn(document);
			for (List<@Nullable Object> tuple : tuples) {
				for (Object value : values) {
					List<@Nullable Object> extended = new ArrayList<>(tuple);
					extended.add(value);
					longer.add(extended);
				}
			}
			tuples = longer;
		}
		for (List<@Nullable Object> tuple : tuples) {
			KeyEncoding key = new KeyEncoding().append(KeyEncoding.ofAll(tuple));
			// Equal keys of different documents are told apart by the documents' ids.
			result.put((this.unique ? key : key.append(document.get(ID))).toBytes(), tuple);
		}
		return result;
	}

	// Opened with the first entry: the server makes an index object for each request to
	// create an index and throws it away where there is one of that name.
	private MVMap<byte[], Object> entries() {
		MVMap<byte[], Object> map = this.entries;
		if (map == null) {
			map = this.store.open();
			this.entries = map;
		}
		return map;
	}

}
