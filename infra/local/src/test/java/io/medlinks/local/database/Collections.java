package io.medlinks.local.database;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finds the server's side of a collection.
 */
final class Collections {

	private Collections() {
	}

	static IndexedCollection of(EmbeddedDatabase server, String database, String collection) {
		Object found = server.backend().resolveDatabase(database).resolveCollection(collection, true);
		assertThat(found).isInstanceOf(IndexedCollection.class);
		return (IndexedCollection) found;
	}

}
