package io.medlinks.local.database;

import org.h2.mvstore.MVStore;

/**
 * Keeps the pages of the store's current version until it is closed.
 * <p>
 * Without it, the store's compaction in the background may give up a page that a reader
 * of a slightly older version has yet to read.
 */
final class PinnedVersion implements AutoCloseable {

	private final MVStore store;

	private final MVStore.TxCounter usage;

	private PinnedVersion(MVStore store) {
		this.store = store;
		this.usage = store.registerVersionUsage();
	}

	static PinnedVersion of(MVStore store) {
		return new PinnedVersion(store);
	}

	@Override
	public void close() {
		this.store.deregisterVersionUsage(this.usage);
	}

}
