package io.medlinks.local.database;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import org.h2.mvstore.MVStore;

/**
 * The library's backend on H2's key-value store, with real indexes and quiet refusals.
 */
final class IndexedBackend extends H2Backend {

	private static final String HELLO = "hello";

	private final IndexStore indexes;

	private final Map<String, MongoDatabase> opened;

	// The fields come first: the library's constructor opens the databases.
	IndexedBackend(MVStore data, IndexStore indexes) {
		this.indexes = indexes;
		this.opened = new ConcurrentHashMap<>();
		super(data);
	}

	// The library also calls this to list the databases, which must not open them twice.
	@Override
	protected MongoDatabase openOrCreateDatabase(String name) {
		return this.opened.computeIfAbsent(name,
				(_) -> new IndexedDatabase(name, getMvStore(), this.indexes, getCursorRegistry()));
	}

	@Override
	public void dropDatabase(String name) {
		super.dropDatabase(name);
		this.opened.remove(name);
	}

	// The library would log each refused command as an error, with all of its content.
	@Override
	public Document handleMessage(MongoMessage message) {
		try {
			if (HELLO.equals(message.getDocument().keySet().iterator().next())) {
				return hello(message);
			}
			return super.handleMessage(message);
		}
		catch (MongoServerException ex) {
			Document refusal = new Document("errmsg", ex.getMessageWithoutErrorCode());
			if (ex instanceof MongoServerError error) {
				refusal.put("code", error.getCode());
				refusal.putIfNotNull("codeName", error.getCodeName());
			}
			return refusal.append("ok", 0);
		}
	}

	// The library knows the greeting by its old name only; health checks use the new one.
	private Document hello(MongoMessage message) {
		Document answer = handleCommand(message.getChannel(), message.getDatabaseName(), "ismaster",
				new Document("ismaster", 1));
		return answer.append("isWritablePrimary", true);
	}

	@Override
	public void close() {
		super.close();
		this.indexes.close();
	}

}
