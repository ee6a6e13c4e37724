package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A unique index lets one document of each key in, whoever writes at the same time.
 */
class UniqueIndexTests {

	private static final IndexOptions UNIQUE = new IndexOptions().unique(true);

	private EmbeddedDatabase server;

	private MongoClient client;

	private MongoCollection<Document> links;

	@BeforeEach
	void startServer() {
		this.server = EmbeddedDatabase.inMemory(0);
		this.client = MongoClients.create(this.server.connectionString());
		this.links = this.client.getDatabase("unique").getCollection("links");
	}

	@AfterEach
	void stopServer() {
		this.client.close();
		this.server.close();
	}

	@Test
	void letsOneOfManyConcurrentInsertsIn() throws Exception {
		this.links.createIndex(Indexes.ascending("patientId", "doctorId"), UNIQUE);
		List<Callable<Boolean>> inserts = new ArrayList<>();
		for (int i = 0; i < 400; i++) {
			Document link = new Document("_id", i).append("patientId", "p" + i % 10).append("doctorId", "d" + i % 4);
			inserts.add(() -> isAccepted(() -> this.links.insertOne(link)));
		}
		assertThat(accepted(inserts)).isEqualTo(20);
		assertThat(this.links.countDocuments()).isEqualTo(20);
	}

	@Test
	void letsOneOfManyConcurrentUpdatesIn() throws Exception {
		this.links.createIndex(Indexes.ascending("slot"), UNIQUE);
		for (int i = 0; i < 50; i++) {
			this.links.insertOne(new Document("_id", i).append("slot", -i - 1));
		}
		List<Callable<Boolean>> updates = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			Document filter = new Document("_id", i);
			updates.add(() -> isAccepted(
					() -> this.links.updateOne(filter, new Document("$set", new Document("slot", 1)))));
		}
		assertThat(accepted(updates)).isOne();
		assertThat(this.links.countDocuments(new Document("slot", 1))).isOne();
	}

	@Test
	void refusesGuardedUpsertOfAStaleVersion() {
		Document stale = new Document("_id", "a").append("version", new Document("$lt", 3));
		Document update = new Document("$set", new Document("version", 3));
		this.links.updateOne(stale, update, new UpdateOptions().upsert(true));
		assertThatExceptionOfType(MongoWriteException.class)
			.isThrownBy(() -> this.links.updateOne(stale, update, new UpdateOptions().upsert(true)))
			.satisfies((ex) -> assertThat(ex.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
		assertThatExceptionOfType(MongoCommandException.class)
			.isThrownBy(() -> this.links.findOneAndUpdate(stale, update, new FindOneAndUpdateOptions().upsert(true)))
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo(11000));
	}

	@Test
	void takesNumbersOfAnyKindAsTheSameKey() {
		this.links.insertOne(new Document("_id", 1));
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 1L)))).isFalse();
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 1.0)))).isFalse();
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", "1")))).isTrue();
		assertThat(this.links.deleteOne(new Document("_id", 1L)).getDeletedCount()).isOne();
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 1.0)))).isTrue();
	}

	@Test
	void countsAMissingKeyAsOneValueUnlessTheIndexIsSparse() {
		this.links.createIndex(Indexes.ascending("plain"), UNIQUE);
		this.links.insertOne(new Document("_id", 1));
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 2)))).isFalse();
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 2).append("plain", "x")))).isTrue();

		MongoCollection<Document> sparse = this.client.getDatabase("unique").getCollection("sparse");
		sparse.createIndex(Indexes.ascending("key", "other"), new IndexOptions().unique(true).sparse(true));
		sparse.insertOne(new Document("_id", 1));
		sparse.insertOne(new Document("_id", 2));
		sparse.insertOne(new Document("_id", 3).append("key", "a"));
		assertThat(isAccepted(() -> sparse.insertOne(new Document("_id", 4).append("key", "a")))).isFalse();
		assertThat(isAccepted(
				() -> sparse.updateOne(new Document("_id", 2), new Document("$set", new Document("key", "a")))))
			.isFalse();
		sparse.updateOne(new Document("_id", 3), new Document("$unset", new Document("key", "")));
		sparse.updateOne(new Document("_id", 2), new Document("$set", new Document("key", "a")));
		assertThat(sparse.deleteMany(new Document()).getDeletedCount()).isEqualTo(3);
	}

	@Test
	void keepsElementsOfArraysApartAcrossDocuments() {
		this.links.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().unique(true).sparse(true));
		this.links.insertOne(new Document("_id", 1).append("outbox",
				List.of(new Document("id", "e"), new Document("id", "e"), new Document("id", "f"))));
		this.links.insertOne(new Document("_id", 2).append("outbox", List.of(new Document("id", "g"))));
		assertThat(isAccepted(() -> this.links.updateOne(new Document("_id", 2),
				new Document("$push", new Document("outbox", new Document("id", "f"))))))
			.isFalse();
		this.links.updateOne(new Document("_id", 1),
				new Document("$pull", new Document("outbox", new Document("id", "f"))));
		assertThat(isAccepted(() -> this.links.updateOne(new Document("_id", 2),
				new Document("$push", new Document("outbox", new Document("id", "f"))))))
			.isTrue();
		this.links.updateMany(new Document(), new Document("$set", new Document("outbox", List.of())));
		assertThat(this.links.deleteMany(new Document()).getDeletedCount()).isEqualTo(2);
	}

	@Test
	void refusesAnIndexThatTheDataBreaks() {
		this.links
			.insertMany(List.of(new Document("_id", 1).append("key", 5), new Document("_id", 2).append("key", 5L)));
		assertThatExceptionOfType(MongoServerException.class)
			.isThrownBy(() -> this.links.createIndex(Indexes.ascending("key"), UNIQUE));
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 3).append("key", 5)))).isTrue();
	}

	@Test
	void forgetsADroppedIndex() {
		String name = this.links.createIndex(Indexes.ascending("key"), UNIQUE);
		this.links.createIndex(Indexes.ascending("key"), UNIQUE);
		this.links.insertOne(new Document("_id", 1).append("key", 5));
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 2).append("key", 5)))).isFalse();
		this.links.dropIndex(name);
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 2).append("key", 5)))).isTrue();
		this.links.drop();
		assertThat(isAccepted(() -> this.links.insertOne(new Document("_id", 2).append("key", 5)))).isTrue();
	}

	private static int accepted(List<Callable<Boolean>> writes) throws InterruptedException, ExecutionException {
		int count = 0;
		try (ExecutorService writers = Executors.newFixedThreadPool(32)) {
			for (Future<Boolean> write : writers.invokeAll(writes)) {
				count += write.get() ? 1 : 0;
			}
		}
		return count;
	}

	private static boolean isAccepted(Runnable write) {
		try {
			write.run();
			return true;
		}
		catch (MongoServerException ex) {
			assertThat(ErrorCategory.fromErrorCode(ex.getCode())).isEqualTo(ErrorCategory.DUPLICATE_KEY);
			return false;
		}
	}

}
