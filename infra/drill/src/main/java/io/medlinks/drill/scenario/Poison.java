package io.medlinks.drill.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.clinic.Ledger.Booked;
import io.medlinks.drill.clinic.StoredState;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.scenario.SetAside.Kept;
import io.medlinks.drill.stack.Broker;
import io.medlinks.drill.stack.RunningStack;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/**
 * The topics hold what they should not: records that nobody can read, everything twice,
 * everything backwards; and groups begin again from the beginning.
 */
public final class Poison implements Scenario {

	/** Within what time what happens behind poison must have arrived. */
	private static final Duration NEIGHBOUR = Duration.ofSeconds(10);

	/** For how long nothing more comes where everything is published. */
	private static final Duration PUBLISHED = Duration.ofSeconds(5);

	private final boolean replays;

	/** With all that is promised. */
	public Poison() {
		this(true);
	}

	private Poison(boolean replays) {
		this.replays = replays;
	}

	/** Without the groups that begin again from the beginning. */
	public static Poison ofRecords() {
		return new Poison(false);
	}

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
		try (Broker broker = new Broker(run.stack().kafka())) {
			Map<TopicPartition, Long> before = broker.ends(broker.factTopics());
			Clinic clinic = Clinic.open(run.people(), 2, 8, Hours.PLENTY);
			clinic.work(run.size().of(60, 20), run.size().of(12, 5), 7);
			Invariants invariants = new Invariants(clinic, run.stored());
			run.faults("before", invariants.faults(run.patience()));
			settle(run, broker);
			List<ConsumerRecord<String, byte[]>> all = since(before, broker);
			broker.factTopics()
				.stream()
				.filter((topic) -> all.stream().noneMatch((one) -> one.topic().equals(topic)))
				.forEach((topic) -> run.fault("there was no record of " + topic + " to send again"));
			SetAside setAside = new SetAside(run, broker);
			StoredState sound = run.stored().state();
			List<ProducerRecord<String, byte[]>> poison = setAside.poison(clinic.patients().getFirst());
			broker.send(poison);
			settle(run, broker);
			compare(run, "after poison", sound);
			broker.send(poison);
			isNotHeldUp(run, clinic);
			settle(run, broker);
			// What the neighbour did is new, so the state is taken anew.
			run.faults("after poison", invariants.faults(run.patience()));
			settle(run, broker);
			StoredState poisoned = run.stored().state();
			run.figure("documents compared", poisoned.size());
			run.figure("poisonous records", 2 * poison.size());
			deadLetters(run, broker, setAside);
			if (poisoned.size() == 0) {
				run.fault("there was no state to compare");
			}
			Map<TopicPartition, Long> ends = broker.ends(broker.factTopics());
			takeAgain(clinic, setAside);
			if (!broker.ends(broker.factTopics()).equals(ends)) {
				run.fault("a replay was published");
			}
			compare(run, "after what was lost was taken again from the dead letters", poisoned);

			broker.send(copies(all));
			settle(run, broker);
			compare(run, "after every record came twice", poisoned);

			List<ConsumerRecord<String, byte[]>> backwards = new ArrayList<>(all);
			Collections.reverse(backwards);
			broker.send(copies(backwards));
			settle(run, broker);
			compare(run, "after every record came backwards", poisoned);
			run.figure("records sent again", 2 * all.size());

			if (this.replays) {
				fromTheBeginning(run, broker, poisoned);
				inAnotherOrder(run, broker, clinic, invariants);
			}
			run.faults("at the end", invariants.faults(run.patience()));
		}
	}

	/** What was there before is much in a system that has been drilled for a while. */
	private static List<ConsumerRecord<String, byte[]>> since(Map<TopicPartition, Long> before, Broker broker)
			throws IOException, InterruptedException {
		return broker.read(broker.factTopics())
			.stream()
			.filter((one) -> one.offset() >= before.getOrDefault(new TopicPartition(one.topic(), one.partition()), 0L))
			.toList();
	}

	private static void fromTheBeginning(Run run, Broker broker, StoredState poisoned)
			throws IOException, InterruptedException {
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

	/**
	 * What happens while a service is away comes to it in another order only: nothing of
	 * it is known there yet.
	 */
	private static void inAnotherOrder(Run run, Broker broker, Clinic clinic, Invariants invariants)
			throws IOException, InterruptedException {
		int sent = 0;
		for (String service : RunningStack.SERVICES) {
			List<String> instances = run.stack().instancesOf(service);
			Map<TopicPartition, Long> before = broker.ends(broker.factTopics());
			instances.forEach(run.stack()::kill);
			try {
				clinic.workWithout(service, 41);
				broker.awaitQuiet(broker.factTopics(), PUBLISHED);
				List<ConsumerRecord<String, byte[]>> missed = new ArrayList<>(since(before, broker));
				Collections.shuffle(missed, new Random(43));
				broker.skipToTheEnd(service);
				broker.send(copies(missed));
				sent += missed.size();
			}
			finally {
				run.stack().restart(instances.toArray(String[]::new));
			}
			settle(run, broker);
			run.faults("after all that " + service + " had missed came in another order",
					invariants.faults(run.patience()));
		}
		run.figure("records that came first in another order", sent);
		if (sent == 0) {
			run.fault("there was no record to bring into another order");
		}
	}

	/** Operators see each record that was set aside; what is replayed in vain stays. */
	private static void deadLetters(Run run, Broker broker, SetAside setAside)
			throws IOException, InterruptedException {
		long atBroker = broker.read(broker.deadLetterTopics()).stream().map(Poison::origin).distinct().count();
		Set<String> silent = new TreeSet<>(broker.groups(""));
		int listed = 0;
		for (String service : RunningStack.SERVICES) {
			List<JsonNode> letters = setAside.letters(service);
			listed += letters.size();
			letters.forEach((letter) -> silent.remove(letter.get("group").asString()));
			if (letters.isEmpty()) {
				run.fault("no record of " + service + " was set aside");
				continue;
			}
			Answer replayed = setAside.replay(service, letters.getFirst().get("id").asString());
			if (!replayed.succeeded() || !replayed.json().get("state").asString().equals("waiting")) {
				run.fault("a poisonous record of " + service + " was replayed with " + replayed.status());
			}
		}
		silent.forEach((group) -> run.fault(group + " set nothing aside"));
		run.figure("dead letters at the broker", atBroker);
		run.figure("dead letters that operators see", listed);
		if (listed == 0 || listed != atBroker) {
			run.fault("operators see " + listed + " of " + atBroker + " dead letters");
		}
	}

	/** What is replayed is taken, and by the one group that had set it aside. */
	private static void takeAgain(Clinic clinic, SetAside setAside) throws IOException, InterruptedException {
		Person patient = clinic.patients().getFirst();
		String doctorId = clinic.careTeam(patient).getFirst().id();
		setAside.takeAgain("medlinks.patient.care-team", List.of(patient.id(), doctorId), patient.id() + ":" + doctorId,
				List.of(new Kept("doctor-service", "careLinks"), new Kept("scheduling-service", "careLinks"),
						new Kept("ai-summary-service", "careLinks")));
		Booked booked = clinic.ledger().appointments().getFirst();
		setAside.takeAgain("medlinks.scheduling.appointment", List.of(booked.id()), booked.id(),
				List.of(new Kept("patient-service", "appointments"), new Kept("doctor-service", "appointmentFacts")));
	}

	/** A record that is set aside again after a crash may lie there twice. */
	private static String origin(ConsumerRecord<String, byte[]> letter) {
		return Stream.of("dl_topic", "dl_partition", "dl_offset")
			.map((name) -> new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8))
			.collect(Collectors.joining(" ", letter.topic() + " ", ""));
	}

	private static List<ProducerRecord<String, byte[]>> copies(List<ConsumerRecord<String, byte[]>> records) {
		return records.stream()
			.map((one) -> new ProducerRecord<>(one.topic(), null, one.key(), one.value(), one.headers()))
			.toList();
	}

	/**
	 * What the very patient does whose key the poison has reaches all who must know, by
	 * each way that leads through the broker.
	 */
	private static void isNotHeldUp(Run run, Clinic clinic) throws IOException, InterruptedException {
		Person patient = clinic.patients().getFirst();
		Person doctor = clinic.careTeam(patient).getFirst();
		int waiting = clinic.waiting(doctor, patient);
		long begin = System.nanoTime();
		String entry = clinic.logText(patient, "Worse since noon");
		reaches(run, "an entry behind the poison reached the doctor", begin,
				() -> clinic.waiting(doctor, patient) > waiting);
		reaches(run, "it was assessed", begin, () -> diary(patient, entry).path("assessment").isObject());
		begin = System.nanoTime();
		clinic.acknowledge(doctor, patient);
		reaches(run, "an acknowledgement behind it reached the patient", begin,
				() -> !diary(patient, entry).get("seenBy").isEmpty());
		begin = System.nanoTime();
		Booked booked = clinic.book(patient, doctor, true, new Random(5));
		if (booked != null) {
			reaches(run, "an appointment behind it reached the med log", begin,
					() -> patient.gets("/api/patient/med-log?limit=100", 200).body().contains(booked.id()));
		}
		else {
			run.fault("nothing could be booked behind the poison");
		}
	}

	private static JsonNode diary(Person patient, String entry) throws InterruptedException {
		return patient.gets("/api/patient/diary/entries/" + entry, 200).json();
	}

	private static void reaches(Run run, String what, long begin, Streams.Check check)
			throws IOException, InterruptedException {
		boolean reached = Streams.holds(NEIGHBOUR, check);
		run.figure(what + " after", Run.seconds(System.nanoTime() - begin));
		if (!reached) {
			run.fault("the poison held a neighbour up: " + what + " too late");
		}
	}

	private static void settle(Run run, Broker broker) throws IOException, InterruptedException {
		Map<String, Long> left = broker.awaitRead(run.patience(), run::say);
		if (!left.isEmpty()) {
			run.fault("not all records are read: " + left);
		}
	}

	/** What is stored must become what it was, to the byte. */
	static void compare(Run run, String when, StoredState before) throws InterruptedException {
		List<String> differences = run.stored().state().differencesSince(before);
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!differences.isEmpty() && System.nanoTime() < deadline) {
			TimeUnit.SECONDS.sleep(1);
			differences = run.stored().state().differencesSince(before);
		}
		if (differences.isEmpty()) {
			run.say(when + " the state is byte-equal");
		}
		run.faults(when, differences);
	}

}
