package io.medlinks.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * Holds the entries of all indexes, apart from the data.
 * <p>
 * The indexes are made anew from the data at each opening, so that a crash between the
 * write of a document and the write of its keys leaves no trace. The file beside the data
 * only keeps them from filling the memory.
 */
final class IndexStore implements AutoCloseable {

	private static final int CACHE_MEGABYTES = 16;

	/** More than are written while one command reads. */
	private static final int VERSIONS_TO_KEEP = 50;

	private final @Nullable Path file;

	private final MVStore store;

	private final AtomicLong names = new AtomicLong();

	private IndexStore(@Nullable Path file, MVStore store) {
		this.file = file;
		this.store = store;
	}

	static IndexStore inMemory() {
		return new IndexStore(null, MVStore.open(null));
	}

	static IndexStore in(Path file) {
		delete(file);
		MVStore store = new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MEGABYTES).open();
		store.setVersionsToKeep(VERSIONS_TO_KEEP);
		return new IndexStore(file, store);
	}

	MVMap<byte[], Object> open() {
		return this.store.openMap("index-" + this.names.incrementAndGet(),
				new MVMap.Builder<byte[], Object>().keyType(ByteArrayDataType.INSTANCE));
	}

	void remove(MVMap<byte[], Object> map) {
		this.store.removeMap(map);
	}

	@Override
	public void close() {
		this.store.closeImmediately();
		if (this.file != null) {
			delete(this.file);
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
