package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.List;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A database whose collections have real indexes.
 */
final class IndexedDatabase extends H2Database {

	private static final DocumentType DOCUMENTS = new DocumentType();

	private final MVStore data;

	private final IndexStore indexStore;

	private final List<IndexedCollection> waiting;

	private boolean opened;

	// The fields come first: the library's constructor opens collections and indexes.
	IndexedDatabase(String name, MVStore data, IndexStore indexStore, CursorRegistry cursors) {
		this.data = data;
		this.indexStore = indexStore;
		this.waiting = new ArrayList<>();
		super(name, data, cursors);
		// Now all indexes of a collection are known, so one pass over it fills them.
		this.waiting.forEach(IndexedCollection::becomeReady);
		this.waiting.clear();
		this.opened = true;
	}

	@Override
	protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys,
			boolean sparse) {
		return new OrderedIndex(name, keys, false, sparse, this.indexStore);
	}

	@Override
	protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys,
			boolean sparse) {
		return new OrderedIndex(name, keys, true, sparse, this.indexStore);
	}

	@Override
	protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
		String namespace = getFullCollectionNamespace(name);
		MVMap<Object, Document> documents = this.data.openMap("databases." + namespace,
				new MVMap.Builder<Object, Document>().valueType(DOCUMENTS));
		MVMap<String, Object> meta = this.data.openMap("meta." + namespace);
		IndexedCollection collection = new IndexedCollection(this, name, options, documents, meta, this.cursorRegistry);
		if (this.opened) {
			collection.becomeReady();
		}
		else {
			this.waiting.add(collection);
		}
		return collection;
	}

	@Override
	public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases,
			Oplog oplog) {
		if (command.equalsIgnoreCase("aggregate") && query.get("pipeline") instanceof List<?> pipeline
				&& query.get(command) instanceof String name
				&& resolveCollection(name, false) instanceof IndexedCollection collection) {
			Document first = (!pipeline.isEmpty() && pipeline.getFirst() instanceof Document stage) ? stage
					: new Document();
			if (!first.containsKey("$changeStream")) {
				return aggregate(collection, first, query, databases, oplog);
			}
		}
		return super.handleCommand(channel, command, query, databases, oplog);
	}

	// The library loads the whole collection first. Here a pipeline that begins with
	// $match, as each count does, reads what the filter finds, one document at a time.
	private Document aggregate(IndexedCollection collection, Document first, Document query, DatabaseResolver databases,
			Oplog oplog) {
		// All results go into the first batch, so the wish for small ones is moot.
		query.put("cursor", new Document());
		Aggregation aggregation = Aggregation.fromPipeline(query.get("pipeline"), databases, this, collection, oplog);
		aggregation.validate(query);
		Document filter = (first.get("$match") instanceof Document match) ? match : new Document();
		List<Document> results = collection.overMatches(filter, aggregation::runStages);
		Document cursor = new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", results);
		Document response = new Document("cursor", cursor);
		Utils.markOkay(response);
		return response;
	}

}
