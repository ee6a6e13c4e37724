package io.medlinks.drill.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.Broker;
import io.medlinks.drill.stack.RunningStack;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.JsonNode;

/**
 * The topics hold what they should not: records that nobody can read, everything twice,
 * everything backwards; and groups begin again from the beginning.
 */
public final class Poison implements Scenario {

	private static final Duration NEIGHBOUR = Duration.ofSeconds(10);

	@Override
	public String name() {
		return "poison";
	}

	@Override
	public String promise() {
		return "Poison, duplicates, reordered topics and a group replayed from the beginning leave the state byte-equal "
				+ "and hold no neighbour up";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), 2, 8, Hours.PLENTY);
		clinic.work(run.size().of(60, 20), run.size().of(12, 5), 7);
		Invariants invariants = new Invariants(clinic, run.stored());
		run.faults("before", invariants.faults(run.patience()));
		try (Broker broker = new Broker(run.stack().kafka())) {
			settle(run, broker);
			Map<String, String> before = run.stored().state();
			run.figure("documents compared", run.stored().documents());

			List<ConsumerRecord<String, byte[]>> all = broker.read(broker.factTopics());
			List<ProducerRecord<String, byte[]>> poison = poison(broker, clinic.patients().getFirst());
			broker.send(poison);
			isNotHeldUp(run, clinic);
			settle(run, broker);
			// The neighbour's own entry is new, so the state is taken anew.
			run.faults("after poison", invariants.faults(run.patience()));
			settle(run, broker);
			Map<String, String> poisoned = run.stored().state();
			run.figure("poisonous records", poison.size());
			deadLetters(run, broker);
			if (before.isEmpty() || poisoned.isEmpty()) {
				run.fault("there was no state to compare");
			}

			broker.send(copies(all));
			settle(run, broker);
			compare(run, "after every record came twice", poisoned);

			List<ConsumerRecord<String, byte[]>> backwards = new ArrayList<>(all);
			Collections.reverse(backwards);
			broker.send(copies(backwards));
			settle(run, broker);
			compare(run, "after every record came backwards", poisoned);
			run.figure("records sent again", 2 * all.size());

			for (String service : RunningStack.SERVICES) {
				List<String> instances = run.stack().instancesOf(service);
				instances.forEach(run.stack()::kill);
				try {
					broker.replayFromTheBeginning(service);
				}
				finally {
					run.stack().restart(instances.toArray(String[]::new));
				}
				settle(run, broker);
				compare(run, "after " + service + " read everything from the beginning", poisoned);
			}
		}
		run.faults("at the end", invariants.faults(run.patience()));
		run.reconcile();
	}

	/** Operators see each record that was set aside; what is replayed in vain stays. */
	private static void deadLetters(Run run, Broker broker) throws IOException, InterruptedException {
		int atBroker = broker.read(broker.deadLetterTopics()).size();
		Person operator = run.people().signIn("operator").getFirst();
		int listed = 0;
		for (String service : List.of("patient", "doctor", "scheduling", "ai-summary")) {
			String path = "/api/operator/" + service + "/dead-letters";
			String cursor = "";
			String first = "";
			while (cursor != null) {
				JsonNode page = operator.gets(path + "?limit=100" + cursor, 200).json();
				listed += page.get("items").size();
				first = first.isEmpty() ? page.at("/items/0/id").asString("") : first;
				cursor = page.path("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asString();
			}
			if (first.isEmpty()) {
				run.fault("no record of " + service + " was set aside");
				continue;
			}
			Answer replayed = operator.write("POST", path + "/" + first + "/replay", "");
			if (!replayed.succeeded() || !replayed.json().get("state").asString().equals("waiting")) {
				run.fault("a poisonous record of " + service + " was replayed with " + replayed.status());
			}
		}
		run.figure("dead letters at the broker", atBroker);
		run.figure("dead letters that operators see", listed);
		if (listed == 0 || listed > atBroker) {
			run.fault("operators see " + listed + " of " + atBroker + " dead letters");
		}
	}

	private static List<ProducerRecord<String, byte[]>> poison(Broker broker, Person patient)
			throws IOException, InterruptedException {
		List<ProducerRecord<String, byte[]>> poison = new ArrayList<>();
		for (String topic : broker.factTopics()) {
			for (String type : types(broker, topic)) {
				poison.add(poison(topic, patient.id(), type, "{\"not\": \"closed\""));
				poison.add(poison(topic, patient.id(), type, "[1, 2, 3]"));
				poison
					.add(poison(topic, patient.id(), type, "{\"patientId\": {\"no\": \"text\"}, \"version\": \"x\"}"));
				poison.add(poison(topic, patient.id(), type, "\u0000\u0001"));
			}
			poison.add(poison(topic, patient.id(), "medlinks.nobody.knows.v1", "{}"));
			poison.add(new ProducerRecord<>(topic, patient.id(), new byte[0]));
			poison.add(new ProducerRecord<>(topic, patient.id(), null));
		}
		return poison;
	}

	private static List<String> types(Broker broker, String topic) throws IOException, InterruptedException {
		return broker.read(List.of(topic))
			.stream()
			.map((message) -> message.headers().lastHeader("ce_type"))
			.filter((header) -> header != null)
			.map((header) -> new String(header.value(), StandardCharsets.UTF_8))
			.distinct()
			.toList();
	}

	private static ProducerRecord<String, byte[]> poison(String topic, String key, String type, String body) {
		ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key,
				body.getBytes(StandardCharsets.UTF_8));
		message.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
		message.headers().add("ce_id", "poison".getBytes(StandardCharsets.UTF_8));
		return message;
	}

	private static List<ProducerRecord<String, byte[]>> copies(List<ConsumerRecord<String, byte[]>> records) {
		return records.stream()
			.map((one) -> new ProducerRecord<>(one.topic(), null, one.key(), one.value(), one.headers()))
			.toList();
	}

	/** An entry of the very patient whose key the poison has reaches the doctor. */
	private static void isNotHeldUp(Run run, Clinic clinic) throws InterruptedException {
		Person patient = clinic.patients().getFirst();
		Person doctor = clinic.careTeam(patient).getFirst();
		int waiting = clinic.unread(doctor, patient);
		long begin = System.nanoTime();
		clinic.logOne(patient);
		while (clinic.unread(doctor, patient) == waiting && System.nanoTime() - begin < NEIGHBOUR.toNanos() * 3) {
			TimeUnit.MILLISECONDS.sleep(50);
		}
		run.figure("an entry behind the poison reached the doctor after", Run.seconds(System.nanoTime() - begin));
		if (System.nanoTime() - begin > NEIGHBOUR.toNanos()) {
			run.fault("the poison held a neighbour up");
		}
	}

	private static void settle(Run run, Broker broker) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + run.patience().toNanos();
		int quiet = 0;
		while (quiet < 4 && System.nanoTime() < deadline) {
			quiet = (broker.lag() == 0) ? quiet + 1 : 0;
			TimeUnit.MILLISECONDS.sleep(700);
		}
	}

	private static void compare(Run run, String when, Map<String, String> before) throws InterruptedException {
		Map<String, String> now = run.stored().state();
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!now.equals(before) && System.nanoTime() < deadline) {
			TimeUnit.SECONDS.sleep(1);
			now = run.stored().state();
		}
		Map<String, Integer> different = new LinkedHashMap<>();
		for (Map.Entry<String, String> document : now.entrySet()) {
			if (!document.getValue().equals(before.get(document.getKey()))) {
				different.merge(document.getKey().replaceFirst("/.*", ""), 1, Integer::sum);
			}
		}
		Map<String, String> left = now;
		before.keySet()
			.stream()
			.filter((key) -> !left.containsKey(key))
			.forEach((key) -> different.merge("lost from " + key.replaceFirst("/.*", ""), 1, Integer::sum));
		if (different.isEmpty()) {
			run.say(when + " the state is byte-equal");
		}
		else {
			run.fault(when + " the state differs: " + different);
		}
	}

}
