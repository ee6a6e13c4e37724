package io.medlinks.local.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.mongodb.MongoServerException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.Document;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The server keeps what it was given and shows each document whole.
 */
class EmbeddedDatabaseTests {

	@TempDir
	Path folder;

	@Test
	void keepsDataAndIndexesWhenClosedAndOpenedAgain() {
		Path file = this.folder.resolve("data/medlinks.db");
		try (EmbeddedDatabase server = EmbeddedDatabase.in(file, 0);
				MongoClient client = MongoClients.create(server.connectionString())) {
			MongoCollection<Document> entries = client.getDatabase("patient").getCollection("entries");
			entries.createIndex(Indexes.ascending("patientId"));
			entries.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
			for (int i = 0; i < 300; i++) {
				entries.insertOne(new Document("_id", "e" + i).append("patientId", "p" + i % 30)
					.append("number", i)
					.append("nested", new Document("list", List.of(1, 2L, 3.5, "é", new Document("x", true)))));
			}
			entries.updateOne(new Document("_id", "e7"), new Document("$set", new Document("patientId", "moved")));
			entries.deleteOne(new Document("_id", "e8"));
		}
		assertThat(this.folder.resolve("data")).isDirectoryContaining((path) -> path.equals(file))
			.isDirectoryNotContaining((path) -> path.toString().endsWith(".indexes"));
		try (EmbeddedDatabase server = EmbeddedDatabase.in(file, 0);
				MongoClient client = MongoClients.create(server.connectionString())) {
			MongoCollection<Document> entries = client.getDatabase("patient").getCollection("entries");
			IndexedCollection collection = Collections.of(server, "patient", "entries");
			assertThat(entries.countDocuments()).isEqualTo(299);
			long before = collection.examinedDocuments();
			assertThat(entries.find(new Document("patientId", "p7")).into(new ArrayList<>())).hasSize(9);
			assertThat(entries.find(new Document("patientId", "moved")).first()).containsEntry("number", 7)
				.containsEntry("nested", new Document("list", List.of(1, 2L, 3.5, "é", new Document("x", true))));
			assertThat(collection.examinedDocuments() - before).isEqualTo(10);
			assertThatExceptionOfType(MongoServerException.class)
				.isThrownBy(() -> entries.insertOne(new Document("_id", "other").append("number", 9)));
			entries.insertOne(new Document("_id", "other").append("number", 8));
		}
	}

	@Test
	void saysWhenItIsReadyAndKeepsEverythingWhenTerminated() throws Exception {
		Path file = this.folder.resolve("medlinks.db");
		Process process = start(file);
		try (BufferedReader output = process.inputReader()) {
			String line = output.readLine();
			while (line != null && !line.startsWith("ready on port ")) {
				line = output.readLine();
			}
			assertThat(line).as("line of readiness").isNotNull();
			int port = Integer.parseInt(line.substring("ready on port ".length()));
			try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
				MongoCollection<Document> entries = client.getDatabase("patient").getCollection("entries");
				for (int i = 0; i < 100; i++) {
					entries.insertOne(new Document("_id", i));
				}
				process.destroy();
				assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
			}
		}
		finally {
			process.destroyForcibly();
		}
		try (EmbeddedDatabase server = EmbeddedDatabase.in(file, 0)) {
			assertThat(Collections.of(server, "patient", "entries").count()).isEqualTo(100);
		}
	}

	@Test
	void showsEachVersionOfADocumentWhole() throws Exception {
		try (EmbeddedDatabase server = EmbeddedDatabase.in(this.folder.resolve("medlinks.db"), 0);
				MongoClient client = MongoClients.create(server.connectionString() + "/?retryReads=false");
				ExecutorService others = Executors.newFixedThreadPool(4)) {
			MongoCollection<Document> rows = client.getDatabase("doctor").getCollection("rows");
			rows.insertOne(versionOf(0));
			AtomicBoolean done = new AtomicBoolean();
			List<Future<?>> readers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				readers.add(others.submit(() -> {
					while (!done.get()) {
						Document row = rows.find(new Document("_id", "row")).first();
						assertThat(row).isNotNull().isEqualTo(versionOf(row.getInteger("first")));
					}
				}));
			}
			for (int version = 1; version <= 1_500; version++) {
				rows.replaceOne(new Document("_id", "row"), versionOf(version));
			}
			done.set(true);
			for (Future<?> reader : readers) {
				reader.get();
			}
		}
	}

	@Test
	void readsOnWhileTheStoreIsCompacted() {
		try (EmbeddedDatabase server = EmbeddedDatabase.in(this.folder.resolve("medlinks.db"), 0);
				MongoClient client = MongoClients.create(server.connectionString())) {
			MVStore store = server.backend().getMvStore();
			store.setRetentionTime(0);
			MongoCollection<Document> entries = client.getDatabase("patient").getCollection("entries");
			List<Document> documents = new ArrayList<>();
			for (int i = 0; i < 5_000; i++) {
				documents.add(new Document("_id", i).append("text", "x".repeat(1_000)));
			}
			entries.insertMany(documents);
			entries.updateMany(Filters.mod("_id", 3, 0), new Document("$set", new Document("version", 2)));
			MongoCollection<Document> others = client.getDatabase("patient").getCollection("others");
			Set<Integer> read = new HashSet<>();
			IndexedCollection collection = Collections.of(server, "patient", "entries");
			collection.addIndex(new IndexOfActions((document) -> {
				read.add((Integer) document.get("_id"));
				if (read.size() == 1) {
					for (int i = 0; i < 30; i++) {
						others.insertOne(new Document("_id", i));
						store.commit();
						store.compact(100, Integer.MAX_VALUE);
					}
				}
			}));
			assertThat(read).hasSize(5_000);
		}
	}

	@Test
	void answersTheGreetingOfHealthChecks() {
		try (EmbeddedDatabase server = EmbeddedDatabase.inMemory(0);
				MongoClient client = MongoClients.create(server.connectionString())) {
			assertThat(client.getDatabase("patient").runCommand(new Document("hello", 1)))
				.containsEntry("isWritablePrimary", true)
				.containsKey("maxWireVersion");
		}
	}

	@Test
	void listsDatabasesWithoutDisturbingThem() {
		try (EmbeddedDatabase server = EmbeddedDatabase.inMemory(0);
				MongoClient client = MongoClients.create(server.connectionString())) {
			client.getDatabase("one").getCollection("things").insertOne(new Document("_id", 1));
			client.getDatabase("two").getCollection("things").insertOne(new Document("_id", 1));
			assertThat(client.listDatabaseNames()).contains("one", "two");
			client.getDatabase("one").drop();
			assertThat(client.listDatabaseNames()).contains("two").doesNotContain("one");
			client.getDatabase("one").getCollection("things").insertOne(new Document("_id", 1));
			assertThat(client.getDatabase("one").getCollection("things").countDocuments()).isOne();
		}
	}

	private static Document versionOf(int version) {
		Document document = new Document("_id", "row").append("first", version);
		for (int i = 0; i < 20; i++) {
			document.append("f" + version % 7 + "-" + i, version);
		}
		return document.append("last", version);
	}

	private Process start(Path file) throws IOException {
		Path log = Files.createFile(this.folder.resolve("log"));
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m", "-cp",
				System.getProperty("java.class.path"), EmbeddedDatabase.class.getName(), file.toString(), "0")
			.redirectError(log.toFile())
			.start();
	}

}
