package io.medlinks.local.database;

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

	// The fields come first: the library's constructor opens collections and indexes.
	IndexedDatabase(String name, MVStore data, IndexStore indexStore, CursorRegistry cursors) {
		this.data = data;
		this.indexStore = indexStore;
		super(name, data, cursors);
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
		return new IndexedCollection(this, name, options, documents, meta, this.cursorRegistry);
	}

	@Override
	public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases,
			Oplog oplog) {
		if (command.equalsIgnoreCase("aggregate") && query.get("pipeline") instanceof List<?> pipeline
				&& !pipeline.isEmpty() && pipeline.getFirst() instanceof Document first
				&& query.get(command) instanceof String name) {
			if (!first.containsKey("$changeStream")) {
				// All results go into the first batch, so the wish for small ones is
				// moot.
				query.put("cursor", new Document());
			}
			MongoCollection<Object> collection = resolveCollection(name, false);
			if (collection != null && first.get("$match") instanceof Document filter) {
				return aggregate(collection, filter, query, databases, oplog);
			}
		}
		return super.handleCommand(channel, command, query, databases, oplog);
	}

	// The library runs a pipeline over the whole collection. One that begins with $match,
	// as each count does, is run over what the filter finds.
	private Document aggregate(MongoCollection<Object> collection, Document filter, Document query,
			DatabaseResolver databases, Oplog oplog) {
		Aggregation aggregation = Aggregation.fromPipeline(query.get("pipeline"), databases, this, collection, oplog);
		aggregation.validate(query);
		List<Document> results = aggregation.runStages(collection.handleQueryAsStream(filter));
		Document cursor = new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", results);
		Document response = new Document("cursor", cursor);
		Utils.markOkay(response);
		return response;
	}

}
