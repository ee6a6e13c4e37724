package io.medlinks.drill.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.Broker;
import io.medlinks.drill.stack.RunningStack;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;

/**
 * What patients typed must be nowhere but in their own record, and what doctors noted for
 * themselves nowhere but in doctor-service.
 */
public final class Canaries implements Scenario {

	private static final String CANARY = RunningStack.CANARY;

	private static final Duration TRACED = Duration.ofSeconds(30);

	private static final Duration OF_GATEWAYS = Duration.ofSeconds(4);

	/** How the private notes of a doctor begin; a doctor's canary follows. */
	private static final String PRIVATE = "only-mine-";

	/** Where private notes may stand. */
	private static final Set<String> OF_PRIVATE_NOTES = Set.of("doctor.consultations.current",
			"doctor.consultations.earlier");

	@Override
	public String name() {
		return "canaries";
	}

	@Override
	public String promise() {
		return "Phrases typed by patients are in no log, trace, header, key, metric or other patient's answer, and private "
				+ "notes typed by doctors in no record of any topic and in no other database";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), 2, 8, Hours.PLENTY);
		clinic.work(run.size().of(60, 20), run.size().of(12, 4), 17);
		badRequests(clinic);
		for (Person doctor : clinic.doctors()) {
			consultations(clinic, doctor);
		}
		Set<String> found = new LinkedHashSet<>();
		setAside(run, clinic, found);
		long lines = 0;
		for (Map.Entry<String, Path> log : run.stack().logs().entrySet()) {
			lines += inLog(log.getKey(), log.getValue(), found);
		}
		run.figure("lines of logs", lines);
		found.addAll(run.stack().takeWordsInEarlierLogs());
		long metrics = 0;
		List<String> modules = new ArrayList<>(RunningStack.SERVICES);
		modules.add("gateway");
		for (String module : modules) {
			for (String instance : run.stack().instancesOf(module)) {
				String text = run.stack().text(run.stack().serviceUrl(instance, "/actuator/prometheus"));
				metrics += text.lines().count();
				if (text.isEmpty()) {
					run.fault(instance + " shows no metrics");
				}
				if (text.contains(CANARY)) {
					found.add("a metric of " + instance);
				}
			}
		}
		run.figure("lines of metrics", metrics);
		traces(run, modules);
		run.figure("records whose headers and keys were read", inHeaders(run, found));
		found.forEach((where) -> run.fault("a patient's words are in " + where));
		privateNotes(run);
		run.people().leaks().forEach(run::fault);
		if (lines == 0 || metrics == 0) {
			run.fault("there was nothing to search");
		}
	}

	/**
	 * Words in records that nobody can read: they are set aside with what operators need,
	 * and nothing of the words is told.
	 */
	private static void setAside(Run run, Clinic clinic, Set<String> found) throws IOException, InterruptedException {
		try (Broker broker = new Broker(run.stack().kafka())) {
			SetAside setAside = new SetAside(run, broker);
			broker.send(setAside.poison(clinic.patients().getFirst()));
			Map<String, Long> left = broker.awaitRead(run.patience(), run::say);
			if (!left.isEmpty()) {
				run.fault("not all records are read: " + left);
			}
			int letters = 0;
			for (String service : RunningStack.SERVICES) {
				List<JsonNode> ofService = setAside.letters(service);
				letters += ofService.size();
				if (ofService.toString().contains(CANARY)) {
					found.add("what operators see of the dead letters of " + service);
				}
			}
			run.figure("dead letters that operators see", letters);
			if (letters == 0) {
				run.fault("nothing was set aside");
			}
		}
	}

	/** What an operator's collector gets, all requests being traced. */
	private static void traces(Run run, List<String> modules) throws IOException, InterruptedException {
		run.stack().traces().awaitNone();
		for (String service : RunningStack.SERVICES) {
			for (String instance : run.stack().instancesOf(service)) {
				run.stack().mark(instance);
			}
		}
		if (!Streams.holds(TRACED, () -> run.stack().traces().missing().isEmpty())) {
			run.fault("not all instances sent their traces");
		}
		run.stack().traces().awaitNone();
		List<String> fromOutside = new ArrayList<>();
		long begin = System.nanoTime();
		do {
			// What an instance of the gateway traced leaves it within a second.
			for (String instance : run.stack().instancesOf("gateway")) {
				fromOutside.add(run.stack().mark(instance));
			}
			TimeUnit.MILLISECONDS.sleep(500);
		}
		while (System.nanoTime() - begin < OF_GATEWAYS.toNanos());
		if (!run.stack().traces().missing().containsAll(fromOutside)) {
			run.fault("the gateway went on with a trace that somebody outside had begun");
		}
		Map<String, Long> bytes = run.stack().traces().bytes();
		modules.stream()
			.filter((module) -> !bytes.containsKey(module))
			.forEach((module) -> run.fault("there are no traces of " + module));
		run.stack().traces().takeFound().forEach(run::fault);
		run.figure("kB of traces", bytes.values().stream().mapToLong(Long::longValue).sum() / 1024);
	}

	/** Refusals are where words end up in logs. */
	private static void badRequests(Clinic clinic) throws InterruptedException {
		clinic.patients().forEach((patient) -> {
			try {
				patient.write("POST", "/api/patient/diary/entries", "{\"text\": \"" + patient.canary() + "\"");
				patient.write("POST", "/api/patient/diary/entries",
						"{\"text\": \"" + patient.canary() + "\", \"happenedAt\": \"" + patient.canary() + "\"}");
				patient.write("PUT", "/api/patient/profile", "{\"zone\": \"" + patient.canary() + "\"}");
				patient.write("POST", "/api/patient/appointments",
						"{\"doctorId\": \"" + patient.canary() + "\", \"start\": 7}");
				patient.get("/api/patient/diary/entries/" + patient.canary());
				patient.get("/api/patient/doctors?q=" + patient.canary());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

	/**
	 * Consultations of all kinds, each with private notes; one that is changed, one that
	 * is taken back.
	 */
	private static void consultations(Clinic clinic, Person doctor) throws InterruptedException {
		String notes = PRIVATE + doctor.canary();
		for (Person patient : clinic.patientsOf(doctor)) {
			String path = "/api/doctor/patients/" + patient.id() + "/consultations";
			String body = """
					{"mode": "phone", "diagnosis": {"text": "Migraine"}, "message": "Rest, %s", "privateNotes": "%s",
					"pleaseBook": {"visitType": "in-person", "within": "P7D"}}""".formatted(patient.canary(), notes);
			String changed = doctor.does("POST", path, body).json().get("id").asString();
			doctor.ask("PUT", path + "/" + changed, """
					{"mode": "phone", "message": "Sleep, %s", "privateNotes": "%s again", "reason": "looked again"}"""
				.formatted(patient.canary(), notes), Map.of("If-Match", "\"1\""));
			String wrong = doctor.does("POST", path, body).json().get("id").asString();
			doctor.ask("DELETE", path + "/" + wrong, "{\"reason\": \"" + patient.canary() + "\"}",
					Map.of("If-Match", "\"1\""));
			doctor.write("POST", path, "{\"mode\": \"phone\", \"privateNotes\": [\"" + notes + "\"]");
			doctor.write("POST", path, "{\"privateNotes\": \"" + notes + "\"}");
			patient.gets("/api/patient/med-log", 200);
			patient.gets("/api/patient/visit-requests", 200);
		}
	}

	/** Looks for private notes in every record of every topic and in every database. */
	private static void privateNotes(Run run) throws IOException, InterruptedException {
		Set<String> places = run.stored().placesOf(PRIVATE);
		if (places.isEmpty()) {
			run.fault("there were no private notes to look for");
		}
		places.stream()
			.filter((place) -> !OF_PRIVATE_NOTES.contains(place))
			.forEach((place) -> run.fault("private notes are in " + place));
		int records = 0;
		try (Broker broker = new Broker(run.stack().kafka())) {
			for (ConsumerRecord<String, byte[]> message : broker.read(broker.allTopics())) {
				records++;
				if (message.value() != null && new String(message.value(), StandardCharsets.UTF_8).contains(PRIVATE)) {
					run.fault("private notes are in a record of " + message.topic());
				}
			}
		}
		run.figure("records in which private notes were looked for", records);
	}

	private static long inLog(String name, Path log, Set<String> found) throws IOException {
		long lines = 0;
		try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				lines++;
				if (line.contains(CANARY)) {
					found.add(name + ", line " + lines);
				}
			}
		}
		return lines;
	}

	private static int inHeaders(Run run, Set<String> found) throws IOException, InterruptedException {
		try (Broker broker = new Broker(run.stack().kafka())) {
			Set<String> topics = broker.factTopics();
			topics.addAll(broker.deadLetterTopics());
			List<ConsumerRecord<String, byte[]>> records = broker.read(topics);
			for (ConsumerRecord<String, byte[]> message : records) {
				for (Header header : message.headers()) {
					if (header.value() != null && new String(header.value(), StandardCharsets.UTF_8).contains(CANARY)) {
						found.add("the header " + header.key() + " of a record of " + message.topic());
					}
				}
				if (String.valueOf(message.key()).contains(CANARY)) {
					found.add("a key of " + message.topic());
				}
			}
			return records.size();
		}
	}

}
