package io.medlinks.scheduling.appointment;

import org.bson.Document;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;

/**
 * Parts of a document as the database keeps them, without the class name that a push
 * would add.
 */
final class StoredParts {

	private StoredParts() {
	}

	static Document of(ReactiveMongoTemplate mongo, Object part) {
		Document stored = new Document();
		mongo.getConverter().write(part, stored);
		stored.remove("_class");
		return stored;
	}

}
