package io.medlinks.drill.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

	private static final String LETTERS = "deadLetters";

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
				readable.putIfAbsent(message.topic() + " " + header(message, TYPE), place(message));
			}
		}
		MongoCollection<Document> letters = collection(new Kept(service, LETTERS));
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

	/**
	 * Services lose what they know of a fact. One after the other takes the record of it
	 * again, by a letter that waits there, and knows it then; those whose turn has not
	 * come still lack it.
	 * @param topic the fact's topic, without the prefix of the cluster
	 * @param words what the fact's newest record has in its key and body and no other
	 * fact's
	 * @param id the fact's id in all services
	 * @param kept where it is kept
	 */
	void takeAgain(String topic, List<String> words, String id, List<Kept> kept)
			throws IOException, InterruptedException {
		ConsumerRecord<String, byte[]> newest = null;
		for (ConsumerRecord<String, byte[]> message : this.broker.read(this.broker.factTopics())) {
			if (message.topic().endsWith(topic) && message.value() != null && !header(message, "ce_id").equals(POISON)
					&& words.stream().allMatch(text(message)::contains)) {
				newest = message;
			}
		}
		if (newest == null) {
			this.run.fault("there was no record of " + topic + " to take again");
			return;
		}
		for (Kept one : kept) {
			if (collection(one).deleteOne(Filters.eq("_id", id)).getDeletedCount() != 1) {
				this.run.fault(one.service() + " had nothing of " + topic + " to lose");
			}
		}
		Set<Kept> lacking = new HashSet<>(kept);
		for (Kept one : kept) {
			replay(one.service(), newest);
			lacking.remove(one);
			for (Kept other : kept) {
				boolean lacks = collection(other).countDocuments(Filters.eq("_id", id)) == 0;
				if (lacks != lacking.contains(other)) {
					this.run.fault("after " + one.service() + " took a record of " + topic + " again " + other.service()
							+ (lacks ? " lacks it" : " has it too"));
				}
			}
		}
	}

	/** Puts a record behind a waiting letter of its topic and has that taken again. */
	private void replay(String service, ConsumerRecord<String, byte[]> message) throws InterruptedException {
		MongoCollection<Document> letters = collection(new Kept(service, LETTERS));
		Document letter = letters
			.find(Filters.and(Filters.eq("state", "WAITING"), Filters.eq("message.topic", message.topic())))
			.first();
		if (letter == null) {
			this.run.fault("no letter of " + message.topic() + " waits at " + service);
			return;
		}
		letters.updateOne(Filters.eq("_id", letter.get("_id")), Updates.set("place", place(message)));
		replayAll(service, List.of(letter.getString("_id")));
	}

	private static Document place(ConsumerRecord<String, byte[]> message) {
		return new Document("topic", message.topic()).append("partition", message.partition())
			.append("offset", message.offset());
	}

	private static String text(ConsumerRecord<String, byte[]> message) {
		return message.key() + new String(message.value(), StandardCharsets.UTF_8);
	}

	private MongoCollection<Document> collection(Kept kept) {
		return this.run.stored()
			.database(kept.service().replace("-summary", "").replace("-service", ""))
			.getCollection(kept.collection());
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

	/**
	 * Where a service keeps something.
	 *
	 * @param service the service
	 * @param collection the collection in its database
	 */
	record Kept(String service, String collection) {

	}

}
