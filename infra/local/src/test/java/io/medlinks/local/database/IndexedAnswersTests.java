package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a collection answers with indexes is what it answers without any.
 */
class IndexedAnswersTests {

	private static final List<String> PATHS = List.of("a", "b", "c", "tags", "n.x", "n.list", "items.id", "items.at");

	private static final ObjectId[] OBJECT_IDS = { new ObjectId("000000000000000000000001"),
			new ObjectId("7f0000000000000000000002"), new ObjectId("ff0000000000000000000003") };

	private EmbeddedDatabase server;

	private MongoClient client;

	private MongoCollection<Document> indexed;

	private MongoCollection<Document> plain;

	@BeforeEach
	void startServer() {
		this.server = EmbeddedDatabase.inMemory(0);
		this.client = MongoClients.create(this.server.connectionString() + "/?uuidRepresentation=standard");
		MongoDatabase database = this.client.getDatabase("answers");
		this.indexed = database.getCollection("indexed");
		this.plain = database.getCollection("plain");
		this.indexed.createIndex(Indexes.ascending("a"));
		this.indexed.createIndex(Indexes.compoundIndex(Indexes.ascending("b"), Indexes.descending("c")));
		this.indexed.createIndex(Indexes.ascending("tags"));
		this.indexed.createIndex(Indexes.ascending("n.x", "b"));
		this.indexed.createIndex(Indexes.ascending("n.list", "b", "c"), new IndexOptions().sparse(true));
		this.indexed.createIndex(Indexes.ascending("items.id", "items.at"));
		this.indexed.createIndex(Indexes.ascending("c"), new IndexOptions().sparse(true));
	}

	@AfterEach
	void stopServer() {
		this.client.close();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void answersFiltersLikeAScanWhileDocumentsChange(long seed) {
		Random random = new Random(seed);
		int used = 0;
		for (int round = 0; round < 400; round++) {
			change(random, round);
			for (int i = 0; i < 5; i++) {
				Document filter = filter(random, 0);
				assertSameAnswers(filter);
				used += isAnsweredByAnIndex(filter) ? 1 : 0;
			}
		}
		assertThat(used).as("filters answered by an index").isGreaterThan(500);
	}

	@Test
	void tellsBeginningsOfStringsAndUnusualCharactersApart() {
		List<String> strings = List.of("", "a", "a\0", "a\0b", "a\u0001", "ab", "\uD83D\uDE00", "\uFFFD", "\uE000", "é",
				"z", "z\uD83D\uDE00");
		for (int i = 0; i < strings.size(); i++) {
			insert(new Document("_id", i).append("a", strings.get(i)));
		}
		for (String string : strings) {
			for (String operator : List.of("$eq", "$gt", "$gte", "$lt", "$lte")) {
				Document filter = new Document("a", new Document(operator, string));
				assertSameAnswers(filter);
			}
		}
	}

	@Test
	void comparesNumbersOfAnyKindAsTheScanDoes() {
		List<Object> numbers = List.of(0, -0.0, 0L, 1, 1L, 1.0, 1.5, -1.5, 3_000_000_000L, 3_000_000_000.5,
				2_999_999_999L, (1L << 53), (1L << 53) + 1, (1L << 53) - 1, Long.MAX_VALUE, Long.MAX_VALUE - 1,
				Long.MIN_VALUE, 1e300, -1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
				Integer.MAX_VALUE, Integer.MIN_VALUE);
		for (int i = 0; i < numbers.size(); i++) {
			insert(new Document("_id", i).append("a", numbers.get(i)));
		}
		for (Object number : numbers) {
			for (String operator : List.of("$eq", "$gt", "$gte", "$lt", "$lte")) {
				assertSameAnswers(new Document("a", new Document(operator, number)));
			}
			assertSameAnswers(new Document("a", new Document("$gt", -2).append("$lte", number)));
		}
	}

	@Test
	void sortsLimitsAndProjectsWhatAnIndexFound() {
		this.indexed.createIndex(Indexes.ascending("a", "b"));
		Random random = new Random(7);
		for (int i = 0; i < 200; i++) {
			insert(new Document("_id", i).append("a", random.nextInt(3)).append("b", i * 37 % 200));
		}
		Bson filter = Filters.eq("a", 1);
		for (Bson sought : List.of(filter, Filters.and(filter, Filters.gte("b", 50)),
				Filters.and(filter, Filters.exists("b")))) {
			for (Document order : List.of(new Document("b", -1), new Document("b", 1),
					new Document("b", -1).append("_id", -1), new Document("b", 1).append("_id", -1))) {
				assertThat(this.indexed.find(sought).sort(order).skip(3).limit(10).into(new ArrayList<>())).hasSize(10)
					.isEqualTo(this.plain.find(sought).sort(order).skip(3).limit(10).into(new ArrayList<>()));
			}
		}
		assertThat(this.indexed.countDocuments(filter)).isEqualTo(this.plain.countDocuments(filter)).isPositive();
	}

	private void change(Random random, int id) {
		switch (random.nextInt(8)) {
			case 0, 1, 2, 3 -> insert(document(random).append("_id", identifier(id)));
			case 4 -> {
				Document filter = filter(random, 2);
				List<Object> ids = ids(this.plain, filter);
				if (!ids.isEmpty()) {
					onBoth((collection) -> collection.deleteOne(new Document("_id", ids.getFirst())));
				}
			}
			case 5 -> {
				String path = List.of("a", "b", "c", "tags", "n").get(random.nextInt(5));
				Document update = new Document("$set",
						new Document(path, path.equals("n") ? nested(random) : valueOrArray(random, path)));
				onBoth((collection) -> collection.updateOne(new Document("_id", identifier(random(random, id))), update,
						new com.mongodb.client.model.UpdateOptions().upsert(true)));
			}
			case 6 -> onBoth((collection) -> collection.updateOne(
					new Document("_id", identifier(random(random, id))).append("a", new Document("$gte", 0)),
					new Document("$inc", new Document("a", 1)).append("$unset", new Document("c", ""))));
			default -> {
				Document replacement = document(random);
				onBoth((collection) -> collection.replaceOne(new Document("_id", identifier(random(random, id))),
						replacement));
			}
		}
	}

	// The same answer in both collections needs the same number from the source.
	private int random(Random random, int id) {
		return Math.floorMod(31 * id + 17, id + 1);
	}

	private static Object identifier(int number) {
		return switch (number % 3) {
			case 0 -> number;
			case 1 -> (long) number;
			default -> "id-" + number;
		};
	}

	private void onBoth(java.util.function.Function<MongoCollection<Document>, Object> change) {
		String first = outcome(change, this.indexed);
		assertThat(first).isEqualTo(outcome(change, this.plain));
	}

	private static String outcome(java.util.function.Function<MongoCollection<Document>, Object> change,
			MongoCollection<Document> collection) {
		try {
			return change.apply(collection).toString();
		}
		catch (com.mongodb.MongoException ex) {
			return "error " + ex.getCode();
		}
	}

	private void insert(Document document) {
		this.indexed.insertOne(new Document(document));
		this.plain.insertOne(new Document(document));
	}

	private void assertSameAnswers(Document filter) {
		assertThat(answer(this.indexed, filter)).as(filter.toString()).isEqualTo(answer(this.plain, filter));
	}

	private static Object answer(MongoCollection<Document> collection, Document filter) {
		try {
			return collection.find(filter).map(Document::toString).into(new java.util.TreeSet<>());
		}
		catch (com.mongodb.MongoException ex) {
			return "error " + ex.getCode();
		}
	}

	private static List<Object> ids(MongoCollection<Document> collection, Document filter) {
		try {
			return collection.find(filter).map((document) -> document.get("_id")).into(new ArrayList<>());
		}
		catch (com.mongodb.MongoException ex) {
			return List.of();
		}
	}

	private boolean isAnsweredByAnIndex(Document filter) {
		IndexedCollection collection = Collections.of(this.server, "answers", "indexed");
		long before = collection.examinedDocuments();
		answer(this.indexed, filter);
		return collection.examinedDocuments() - before < this.plain.estimatedDocumentCount();
	}

	private static Document document(Random random) {
		Document document = new Document();
		for (String field : List.of("a", "b", "c", "tags")) {
			if (random.nextInt(5) > 0) {
				document.append(field, valueOrArray(random, field));
			}
		}
		if (random.nextInt(4) > 0) {
			document.append("n", nested(random));
		}
		if (random.nextInt(4) > 0) {
			document.append("items", items(random));
		}
		return document;
	}

	private static @Nullable Object valueOrArray(Random random, String field) {
		boolean array = field.equals("tags") ? random.nextInt(3) > 0 : (field.equals("a") && random.nextInt(6) == 0);
		if (!array) {
			return value(random);
		}
		List<@Nullable Object> values = new ArrayList<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			values.add((random.nextInt(10) == 0) ? Arrays.asList(value(random), value(random)) : value(random));
		}
		return values;
	}

	private static @Nullable Object nested(Random random) {
		return switch (random.nextInt(6)) {
			case 0 -> value(random);
			case 1 -> List.of(new Document("x", value(random)), new Document("y", 1));
			default -> new Document("x", value(random)).append("list",
					Arrays.asList(value(random), value(random), value(random)));
		};
	}

	private static @Nullable Object items(Random random) {
		List<@Nullable Object> items = new ArrayList<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			Document item = new Document();
			if (random.nextInt(5) > 0) {
				item.append("id", value(random));
			}
			if (random.nextInt(5) > 0) {
				item.append("at", value(random));
			}
			items.add((random.nextInt(8) == 0) ? value(random) : item);
		}
		return (random.nextInt(6) == 0 && !items.isEmpty()) ? items.getFirst() : items;
	}

	private static @Nullable Object value(Random random) {
		int number = random.nextInt(5);
		return switch (random.nextInt(16)) {
			case 0, 1, 2 -> number;
			case 3, 4 -> (long) number;
			case 5 -> (double) number;
			case 6 -> number + 0.5;
			case 7, 8, 9 -> "s" + number;
			case 10, 11 -> new Date(number * 1000L);
			case 12 -> number > 2;
			case 13 -> null;
			case 14 -> (number > 2) ? new Document("x", number) : OBJECT_IDS[number];
			default -> (number > 2) ? new java.util.UUID(number, -number) : new Decimal128(number);
		};
	}

	private static Document filter(Random random, int depth) {
		Document filter = new Document();
		for (int i = 1 + random.nextInt(3); i > 0; i--) {
			String path = PATHS.get(random.nextInt(PATHS.size()));
			switch ((depth < 2) ? random.nextInt(14) : 0) {
				case 0, 1, 2, 3 -> filter.append(path, value(random));
				case 4, 5 -> filter.append(path, new Document(comparison(random), value(random)));
				case 6, 7 -> filter.append(path, new Document(random.nextBoolean() ? "$gt" : "$gte", value(random))
					.append(random.nextBoolean() ? "$lt" : "$lte", value(random)));
				case 8 -> filter.append(path, new Document("$in", Arrays.asList(value(random), value(random))));
				case 9 -> filter.append(path, new Document(List.of("$ne", "$eq").get(random.nextInt(2)), value(random))
					.append("$gte", value(random)));
				case 10 -> filter.append("$and", List.of(filter(random, depth + 1), filter(random, depth + 1)));
				case 11 -> filter.append("$or", List.of(filter(random, depth + 1), filter(random, depth + 1)));
				case 12 -> filter.append(path, special(random));
				default -> filter.append("_id", identifier(random.nextInt(400)));
			}
		}
		return filter;
	}

	private static Object special(Random random) {
		return switch (random.nextInt(9)) {
			case 0 -> new Document("$exists", random.nextBoolean());
			case 1 -> java.util.regex.Pattern.compile("^s[0-2]");
			case 2 -> new Document("$not", new Document(comparison(random), value(random)));
			case 3 -> new Document("$elemMatch", new Document("$gte", value(random)));
			case 4 -> Arrays.asList(value(random), value(random));
			case 5 -> new Document("$nin", Arrays.asList(value(random), value(random)));
			case 6 -> new Document("$gt", new BsonMinKey());
			case 7 -> new Document("$lt", new BsonMaxKey());
			default -> new Document("$in", Arrays.asList(java.util.regex.Pattern.compile("1$"), value(random)));
		};
	}

	private static String comparison(Random random) {
		return List.of("$gt", "$gte", "$lt", "$lte", "$eq").get(random.nextInt(5));
	}

}
