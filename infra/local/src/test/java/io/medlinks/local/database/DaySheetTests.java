package io.medlinks.local.database;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One conditional update keeps the intervals of a day apart.
 */
class DaySheetTests {

	@Test
	void booksNoTwoOverlappingIntervalsUnderConcurrency() throws Exception {
		try (EmbeddedDatabase server = EmbeddedDatabase.inMemory(0);
				MongoClient client = MongoClients.create(server.connectionString())) {
			MongoCollection<Document> sheets = client.getDatabase("scheduling").getCollection("daySheets");
			sheets
				.insertOne(new Document("_id", "sheet").append("appointments", List.of()).append("outbox", List.of()));
			Random random = new Random(11);
			List<Callable<Long>> bookings = new ArrayList<>();
			for (int i = 0; i < 1_500; i++) {
				int start = random.nextInt(600);
				int end = start + 10 + random.nextInt(40);
				String id = "appointment-" + i;
				bookings.add(() -> book(sheets, id, start, end));
			}
			long booked = 0;
			try (ExecutorService clients = Executors.newFixedThreadPool(64)) {
				for (Future<Long> booking : clients.invokeAll(bookings)) {
					booked += booking.get();
				}
			}
			Document sheet = sheets.find().first();
			assertThat(sheet).isNotNull();
			List<Document> appointments = new ArrayList<>(sheet.getList("appointments", Document.class));
			assertThat(appointments).hasSize((int) booked).hasSizeGreaterThan(10);
			assertThat(sheet.getList("outbox", Document.class)).hasSameSizeAs(appointments);
			appointments.sort(Comparator.comparing((appointment) -> appointment.getInteger("start")));
			for (int i = 1; i < appointments.size(); i++) {
				assertThat(appointments.get(i).getInteger("start"))
					.isGreaterThanOrEqualTo(appointments.get(i - 1).getInteger("end"));
			}
		}
	}

	private static long book(MongoCollection<Document> sheets, String id, int start, int end) {
		Bson overlap = Filters.and(Filters.lt("start", end), Filters.gt("end", start), Filters.eq("status", "booked"));
		Bson free = Filters.and(Filters.eq("_id", "sheet"), Filters.not(Filters.elemMatch("appointments", overlap)));
		Document appointment = new Document("id", id).append("start", start)
			.append("end", end)
			.append("status", "booked");
		return sheets.updateOne(free, Updates.combine(Updates.push("appointments", appointment),
				Updates.push("outbox", new Document("id", "event-" + id))))
			.getModifiedCount();
	}

}
