package io.medlinks.local.database;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A collection that reads as few documents as its indexes allow and never changes a
 * stored document in place.
 */
final class IndexedCollection extends H2Collection {

	private final MVStore store;

	private final LongAdder examined = new LongAdder();

	private boolean ready;

	IndexedCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> data,
			MVMap<String, Object> meta, CursorRegistry cursors) {
		super(database, name, options, data, meta, cursors);
		this.store = data.getStore();
	}

	/** How many documents were matched against a filter so far. */
	long examinedDocuments() {
		return this.examined.sum();
	}

	@Override
	protected QueryResult queryDocuments(Document filter, @Nullable Document orderBy, int skip, int limit,
			int batchSize, @Nullable Document projection) {
		try (PinnedVersion _ = PinnedVersion.of(this.store)) {
			IndexScan scan = isInNaturalOrder(orderBy) ? null : bestScanFor(filter);
			if (scan != null) {
				return matchDocuments(filter, positionsOf(scan, filter, orderBy, skip, limit), orderBy, skip, limit,
						batchSize, projection);
			}
			return matchDocuments(filter, orderBy, skip, limit, batchSize, projection);
		}
	}

	/**
	 * Where the first few are wanted in an order that the index has, it reads no more
	 * than those.
	 */
	private Set<Object> positionsOf(IndexScan scan, Document filter, @Nullable Document orderBy, int skip, int limit) {
		int direction = (orderBy != null && !orderBy.isEmpty() && limit > 0) ? scan.directionOf(orderBy) : 0;
		if (direction == 0) {
			return scan.positions();
		}
		Set<Object> first = new LinkedHashSet<>();
		Iterator<Object> positions = scan.positions(direction);
		while (positions.hasNext() && first.size() < (long) skip + limit) {
			Object position = positions.next();
			if (documentMatchesQuery(getDocument(position), filter)) {
				first.add(position);
			}
		}
		return first;
	}

	@Override
	protected boolean documentMatchesQuery(Document document, Document filter) {
		this.examined.increment();
		return super.documentMatchesQuery(document, filter);
	}

	// The library works on the documents it found: an update writes into them while the
	// store saves them or another connection sends them. A copy keeps each version whole.
	@Override
	protected QueryResult createQueryResult(List<Document> documents, int batchSize) {
		return super.createQueryResult(documents.stream().map(Document::cloneDeeply).toList(), batchSize);
	}

	@Override
	protected Object addDocumentInternal(Document document) {
		try (PinnedVersion _ = PinnedVersion.of(this.store)) {
			return super.addDocumentInternal(document);
		}
	}

	@Override
	protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
		try (PinnedVersion _ = PinnedVersion.of(this.store)) {
			super.handleUpdate(position, oldDocument, newDocument);
		}
	}

	@Override
	protected void removeDocument(Object position) {
		try (PinnedVersion _ = PinnedVersion.of(this.store)) {
			super.removeDocument(position);
		}
	}

	@Override
	public synchronized int count(Document filter, int skip, int limit) {
		return super.count(filter, skip, limit);
	}

	// The library would read the collection twice, to check and then to add.
	@Override
	public synchronized void addIndex(Index<Object> index) {
		if (this.ready && getIndexes().stream().noneMatch((known) -> known.getName().equals(index.getName()))) {
			try {
				fill(List.of(index));
			}
			catch (MongoServerError ex) {
				index.drop();
				throw new IndexBuildFailedException(ex, this);
			}
		}
		super.addIndex(index);
	}

	/** Fills the indexes that were added while the database was opened. */
	synchronized void becomeReady() {
		fill(getIndexes());
		this.ready = true;
	}

	private void fill(List<Index<Object>> indexes) {
		if (indexes.isEmpty()) {
			return;
		}
		try (PinnedVersion _ = PinnedVersion.of(this.store)) {
			streamAllDocumentsWithPosition().forEach(
					(found) -> indexes.forEach((index) -> index.add(found.getDocument(), found.getPosition(), this)));
		}
	}

	/**
	 * Runs something over the matching documents without having them all in memory. It
	 * holds no lock meanwhile, for it may go on to other collections.
	 */
	<R> R overMatches(Document filter, Function<Stream<Document>, R> action) {
		try (PinnedVersion _ = PinnedVersion.of(this.store)) {
			return action.apply(candidatesFor(filter).filter((document) -> documentMatchesQuery(document, filter))
				.map(Document::cloneDeeply));
		}
	}

	private synchronized Stream<Document> candidatesFor(Document filter) {
		IndexScan scan = bestScanFor(filter);
		if (scan == null) {
			return streamAllDocumentsWithPosition().map(DocumentWithPosition::getDocument);
		}
		return scan.positions().stream().map(this::getDocument).toList().stream();
	}

	@Override
	public synchronized void dropIndex(String indexName) {
		super.dropIndex(indexName);
	}

	// It costs two encodings of the document per write and only fills a statistic.
	@Override
	protected boolean tracksDataSize() {
		return false;
	}

	private static boolean isInNaturalOrder(@Nullable Document orderBy) {
		return orderBy != null && orderBy.containsKey("$natural");
	}

	private @Nullable IndexScan bestScanFor(Document filter) {
		Restrictions restrictions = Restrictions.of(filter);
		IndexScan best = null;
		if (!restrictions.isEmpty()) {
			for (Index<Object> index : getIndexes()) {
				IndexScan scan = (index instanceof OrderedIndex ordered) ? ordered.scanFor(restrictions) : null;
				if (scan != null && (best == null || scan.rank() > best.rank())) {
					best = scan;
				}
			}
		}
		return best;
	}

}
