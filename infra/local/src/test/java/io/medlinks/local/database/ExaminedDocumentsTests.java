package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.List;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an index can answer does not read the rest of the collection.
 */
class ExaminedDocumentsTests {

	private static final int DOCUMENTS = 20_000;

	private static EmbeddedDatabase server;

	private static MongoClient client;

	private static MongoCollection<Document> entries;

	@BeforeAll
	static void fillCollection() {
		server = EmbeddedDatabase.inMemory(0);
		client = MongoClients.create(server.connectionString());
		entries = client.getDatabase("patient").getCollection("entries");
		entries.createIndex(Indexes.compoundIndex(Indexes.ascending("patientId"), Indexes.descending("happenedAt")));
		entries.createIndex(Indexes.ascending("readers"));
		entries.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true));
		entries.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
		List<Document> documents = new ArrayList<>();
		for (int i = 0; i < DOCUMENTS; i++) {
			Document document = new Document("_id", "entry-" + i).append("patientId", "patient-" + i / 10)
				.append("happenedAt", i)
				.append("number", i)
				.append("version", 1)
				.append("readers", List.of("doctor-" + i % 5_000, "doctor-" + (i + 1) % 5_000));
			if (i % 1_000 == 0) {
				document.append("outbox", List.of(new Document("id", "event-" + i), new Document("id", "last-" + i)));
			}
			documents.add(document);
		}
		entries.insertMany(documents);
	}

	@AfterAll
	static void stopServer() {
		client.close();
		server.close();
	}

	@Test
	void guardedUpdateReadsOneDocument() {
		assertThat(examinedBy(() -> {
			Document filter = new Document("_id", "entry-777").append("version", new Document("$lt", 5));
			assertThat(entries.updateOne(filter, new Document("$set", new Document("version", 5))).getModifiedCount())
				.isOne();
			assertThat(entries.updateOne(filter, new Document("$set", new Document("version", 5))).getMatchedCount())
				.isZero();
		})).isEqualTo(2);
	}

	@Test
	void findAndUpdateReadsOneDocument() {
		assertThat(examinedBy(() -> assertThat(
				entries.findOneAndUpdate(new Document("number", 4_242).append("version", new Document("$gte", 1)),
						new Document("$inc", new Document("seen", 1)), new FindOneAndUpdateOptions().upsert(true)))
			.isNotNull())).isEqualTo(1);
	}

	@Test
	void equalityReadsTheDocumentsThatHaveIt() {
		assertThat(examinedBy(() -> assertThat(found(new Document("patientId", "patient-12"))).hasSize(10)))
			.isEqualTo(10);
	}

	@Test
	void equalityAndRangeReadTheDocumentsBetween() {
		Document range = new Document("$gte", 125).append("$lt", 128);
		assertThat(
				examinedBy(() -> assertThat(found(new Document("patientId", "patient-12").append("happenedAt", range)))
					.hasSize(3)))
			.isLessThanOrEqualTo(6);
	}

	@Test
	void firstFewInTheOrderOfAnIndexReadThoseFew() {
		Document ofOne = new Document("patientId", "patient-12");
		for (int direction : new int[] { 1, -1 }) {
			assertThat(examinedBy(() -> assertThat(entries.find(ofOne)
				.sort(new Document("happenedAt", direction))
				.limit(2)
				.map((entry) -> entry.getInteger("happenedAt"))
				.into(new ArrayList<>())).isEqualTo((direction > 0) ? List.of(120, 121) : List.of(129, 128))))
				.isEqualTo(4);
		}
	}

	@Test
	void elementOfAnArrayReadsTheDocumentsThatHoldIt() {
		assertThat(examinedBy(() -> assertThat(found(new Document("readers", "doctor-99"))).hasSize(8))).isEqualTo(8);
		assertThat(examinedBy(() -> assertThat(found(new Document("outbox.id", "last-3000"))).hasSize(1))).isEqualTo(1);
	}

	@Test
	void listOfIdsReadsThoseDocuments() {
		Document filter = new Document("_id", new Document("$in", List.of("entry-1", "entry-2", "entry-3", "nobody")));
		assertThat(examinedBy(() -> assertThat(found(filter)).hasSize(3))).isEqualTo(3);
	}

	@Test
	void countReadsTheDocumentsItCounts() {
		assertThat(examinedBy(
				() -> assertThat(entries.countDocuments(new Document("patientId", "patient-44"))).isEqualTo(10)))
			.isEqualTo(10);
	}

	@Test
	void filterWithoutAnIndexReadsAllDocuments() {
		assertThat(examinedBy(() -> assertThat(found(new Document("version", 99))).isEmpty())).isEqualTo(DOCUMENTS);
	}

	private static List<Document> found(Document filter) {
		return entries.find(filter).into(new ArrayList<>());
	}

	private static long examinedBy(Runnable action) {
		IndexedCollection collection = Collections.of(server, "patient", "entries");
		long before = collection.examinedDocuments();
		action.run();
		return collection.examinedDocuments() - before;
	}

}
