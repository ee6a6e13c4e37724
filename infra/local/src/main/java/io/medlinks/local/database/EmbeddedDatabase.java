package io.medlinks.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import de.bwaldvogel.mongo.MongoServer;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB-compatible server for one machine, which keeps its data in one file.
 * <p>
 * It has no transactions, no change streams and no replication. What was written is saved
 * in the background every five milliseconds; a crash loses what was not saved yet.
 */
public final class EmbeddedDatabase implements AutoCloseable {

	private static final String ADDRESS = "127.0.0.1";

	private static final String MEMORY = "memory";

	/**
	 * What is written again for each document that changes: four times as much is usual.
	 */
	private static final int PAGE_BYTES = 4096;

	private static final int WRITE_BEHIND_MILLISECONDS = 5;

	private static final int CACHE_MEGABYTES = 32;

	private final IndexedBackend backend;

	private final MongoServer server;

	private final int port;

	private EmbeddedDatabase(IndexedBackend backend, int port) {
		this.backend = backend;
		this.server = new MongoServer(backend);
		this.server.bind(ADDRESS, port);
		this.port = this.server.getLocalAddress().getPort();
	}

	/**
	 * Serves the given file until the process is told to end, and says when it is ready.
	 * @param args the data file, or "memory" to keep nothing; then the port, or 0 for a
	 * free one
	 */
	public static void main(String... args) {
		if (args.length != 2) {
			throw new IllegalArgumentException("Expected a data file (or \"memory\") and a port");
		}
		int port = Integer.parseInt(args[1]);
		EmbeddedDatabase database = args[0].equals(MEMORY) ? inMemory(port) : in(Path.of(args[0]), port);
		Runtime.getRuntime().addShutdownHook(new Thread(database::close, "database-shutdown"));
		System.out.println("ready on port " + database.port());
	}

	/**
	 * Starts a server that forgets everything when it is closed.
	 * @param port the port to listen at, or 0 for a free one
	 * @return the running server
	 */
	public static EmbeddedDatabase inMemory(int port) {
		return new EmbeddedDatabase(new IndexedBackend(MVStore.open(null), IndexStore.inMemory()), port);
	}

	/**
	 * Starts a server on a data file, which is made where there is none.
	 * @param file the data file; a second one beside it holds the indexes while the
	 * server runs
	 * @param port the port to listen at, or 0 for a free one
	 * @return the running server
	 */
	public static EmbeddedDatabase in(Path file, int port) {
		Path data = file.toAbsolutePath();
		createDirectories(data.getParent());
		MVStore store = new MVStore.Builder().fileName(data.toString())
			.cacheSize(CACHE_MEGABYTES)
			.pageSplitSize(PAGE_BYTES)
			.open();
		store.setAutoCommitDelay(WRITE_BEHIND_MILLISECONDS);
		IndexStore indexes = IndexStore.in(data.resolveSibling(data.getFileName() + ".indexes"));
		return new EmbeddedDatabase(new IndexedBackend(store, indexes), port);
	}

	/** The port at which the server listens. */
	public int port() {
		return this.port;
	}

	/** The connection string of the server, without a database name. */
	public String connectionString() {
		return "mongodb://" + ADDRESS + ":" + this.port;
	}

	IndexedBackend backend() {
		return this.backend;
	}

	/** Ends the connections and writes what is left to the file. */
	@Override
	public void close() {
		this.server.shutdownNow();
	}

	private static void createDirectories(@Nullable Path directory) {
		if (directory != null) {
			try {
				Files.createDirectories(directory);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
