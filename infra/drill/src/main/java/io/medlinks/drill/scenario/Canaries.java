package io.medlinks.drill.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.stack.Broker;
import io.medlinks.drill.stack.RunningStack;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What patients typed must be nowhere but in their own record.
 */
public final class Canaries implements Scenario {

	private static final String CANARY = "canary-";

	@Override
	public String name() {
		return "canaries";
	}

	@Override
	public String promise() {
		return "Phrases typed by patients are in no log, trace, header, key, metric or other patient's answer";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), 2, 8, Hours.PLENTY);
		clinic.work(run.size().of(60, 20), run.size().of(12, 4), 17);
		badRequests(clinic);
		Set<String> found = new LinkedHashSet<>();
		long lines = 0;
		for (Map.Entry<String, Path> log : run.stack().logs().entrySet()) {
			lines += inLog(log.getKey(), log.getValue(), found);
		}
		run.figure("lines of logs", lines);
		long metrics = 0;
		List<String> modules = new ArrayList<>(RunningStack.SERVICES);
		modules.add("gateway");
		for (String module : modules) {
			for (String instance : run.stack().instancesOf(module)) {
				String text = run.stack().text(run.stack().serviceUrl(instance, "/actuator/prometheus"));
				metrics += text.lines().count();
				if (text.contains(CANARY)) {
					found.add("a metric of " + instance);
				}
			}
		}
		run.figure("lines of metrics", metrics);
		run.figure("records whose headers and keys were read", inHeaders(run, found));
		found.forEach((where) -> run.fault("a patient's words are in " + where));
		run.people().leaks().forEach(run::fault);
		if (lines == 0 || metrics == 0) {
			run.fault("there was nothing to search");
		}
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
