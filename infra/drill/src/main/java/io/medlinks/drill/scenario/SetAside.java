package io.medlinks.drill.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.Broker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Records that the services set aside, and the operator who has them taken again.
 */
final class SetAside {

	private static final String POISON = "poison";

	private static final String TYPE = "ce_type";

	private final Run run;

	private final Broker broker;

	private final Person operator;

	SetAside(Run run, Broker broker) throws IOException, InterruptedException {
		this.run = run;
		this.broker = broker;
		this.operator = run.people().signIn("operator").getFirst();
	}

	/** Records with a patient's key that nobody can read, for each topic and type. */
	List<ProducerRecord<String, byte[]>> poison(Person patient) throws IOException, InterruptedException {
		List<ProducerRecord<String, byte[]>> poison = new ArrayList<>();
		for (String topic : this.broker.factTopics()) {
			for (String type : types(topic)) {
				poison.add(poison(topic, patient.id(), type,
						"{\"text\": \"" + patient.canary() + "\", \"not\": \"closed\""));
				poison.add(poison(topic, patient.id(), type, "[1, 2, 3]"));
				poison.add(poison(topic, patient.id(), type, "{\"patientId\": {\"no\": \"" + patient.canary()
						+ "\"}, \"version\": \"" + patient.canary() + "\"}"));
				poison.add(poison(topic, patient.id(), type, "\u0000\u0001"));
			}
			poison.add(poison(topic, patient.id(), "medlinks.nobody.knows.v1", "{}"));
			poison.add(new ProducerRecord<>(topic, patient.id(), new byte[0]));
			poison.add(new ProducerRecord<>(topic, patient.id(), null));
		}
		return poison;
	}

	private List<String> types(String topic) throws IOException, InterruptedException {
		return this.broker.read(List.of(topic))
			.stream()
			.map((message) -> header(message, TYPE))
			.filter((type) -> !type.isEmpty() && !type.contains("nobody"))
			.distinct()
			.toList();
	}

	private static ProducerRecord<String, byte[]> poison(String topic, String key, String type, String body) {
		ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key,
				body.getBytes(StandardCharsets.UTF_8));
		message.headers().add(TYPE, type.getBytes(StandardCharsets.UTF_8));
		message.headers().add("ce_id", POISON.getBytes(StandardCharsets.UTF_8));
		return message;
	}

	private static String header(ConsumerRecord<String, byte[]> message, String name) {
		return (message.headers().lastHeader(name) != null)
				? new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8) : "";
	}

	/** What an operator is shown of what a service has set aside. */
	List<JsonNode> letters(String service) throws InterruptedException {
		List<JsonNode> letters = new ArrayList<>();
		String cursor = "";
		while (cursor != null) {
			JsonNode page = this.operator.gets(path(service) + "?limit=100" + cursor, 200).json();
			page.get("items").forEach(letters::add);
			cursor = page.path("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asString();
		}
		return letters;
	}

	/** Has a letter taken again. */
	Answer replay(String service, String letter) throws InterruptedException {
		return this.operator.write("POST", path(service) + "/" + letter + "/replay", "");
	}

	/**
	 * Does what a new release does whose code can read what the old one could not: behind
	 * each waiting letter lies a record of its type that can be read.
	 * @return the letters that can be taken now
	 */
	List<String> mend(String service) throws IOException, InterruptedException {
		Map<String, Document> readable = new HashMap<>();
		for (ConsumerRecord<String, byte[]> message : this.broker.read(this.broker.factTopics())) {
			if (!header(message, "ce_id").equals(POISON) && !header(message, TYPE).isEmpty()) {
				readable.putIfAbsent(message.topic() + " " + header(message, TYPE),
						new Document("topic", message.topic()).append("partition", message.partition())
							.append("offset", message.offset()));
			}
		}
		MongoCollection<Document> letters = this.run.stored()
			.database(service.replace("-summary", "").replace("-service", ""))
			.getCollection("deadLetters");
		List<String> mended = new ArrayList<>();
		for (Document letter : letters.find(Filters.eq("state", "WAITING")).into(new ArrayList<>())) {
			Document message = letter.get("message", Document.class);
			@Nullable Document place = readable.get(message.getString("topic") + " " + message.getString("eventType"));
			if (place != null) {
				letters.updateOne(Filters.eq("_id", letter.get("_id")), Updates.set("place", place));
				mended.add(letter.getString("_id"));
			}
		}
		return mended;
	}

	/** Has letters taken again that can be, and looks whether they are. */
	void replayAll(String service, List<String> letters) throws InterruptedException {
		int refused = 0;
		for (String letter : letters) {
			Answer answer = replay(service, letter);
			if (!answer.succeeded() || !answer.json().get("state").asString().equals("replayed")) {
				refused++;
			}
		}
		if (refused > 0) {
			this.run.fault(refused + " of " + letters.size() + " mended records were not taken by " + service);
		}
	}

	/** Has letters taken again while something holds. */
	void replayWhile(String service, BooleanSupplier condition) throws InterruptedException {
		for (JsonNode letter : letters(service)) {
			if (!condition.getAsBoolean()) {
				return;
			}
			if (letter.get("state").asString().equals("waiting")) {
				replay(service, letter.get("id").asString());
			}
		}
	}

	private static String path(String service) {
		return "/api/operator/" + service.replace("-service", "") + "/dead-letters";
	}

}
