package io.medlinks.local.database;

import java.util.List;
import java.util.function.Consumer;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An index that does something for each document it is made from.
 */
final class IndexOfActions extends EmptyIndex<Object> {

	private final Consumer<Document> action;

	IndexOfActions(Consumer<Document> action) {
		super("actions", List.of(new IndexKey("actions", true)));
		this.action = action;
	}

	@Override
	public void add(Document document, @Nullable Object position, MongoCollection<Object> collection) {
		this.action.accept(document);
	}

	@Override
	public boolean isEmpty() {
		return false;
	}

}
