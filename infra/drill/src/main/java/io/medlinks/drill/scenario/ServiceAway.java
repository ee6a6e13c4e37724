package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.RunningStack;
import tools.jackson.databind.JsonNode;

/**
 * All instances of one service are killed, one service after the other.
 */
public final class ServiceAway implements Scenario {

	/** Within what time the gateway notices what is away. */
	private static final Duration NOTICED = Duration.ofSeconds(20);

	@Override
	public String name() {
		return "service-away";
	}

	@Override
	public String promise() {
		return "While one service is down the others work on, and what is missing is said in words";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), 2, 8, Hours.PLENTY);
		clinic.work(20, 5, 1);
		Invariants invariants = new Invariants(clinic, run.stored()).withSummaries()
			.withMails(run.stack().instancesOf("scheduling-service").size() * Crashes.MAILS_AT_ONCE);
		run.faults("before", invariants.faults(run.patience()));
		for (String service : RunningStack.SERVICES) {
			List<String> instances = run.stack().instancesOf(service);
			instances.forEach(run.stack()::kill);
			try {
				run.say(service + " is gone");
				check(run, clinic, service);
			}
			finally {
				run.stack().restart(instances.toArray(String[]::new));
			}
			run.faults("with " + service + " back", invariants.faults(run.patience()));
		}
		run.figure("acknowledged and found again", clinic.ledger().size());
	}

	private static void check(Run run, Clinic clinic, String gone) throws IOException, InterruptedException {
		Person patient = clinic.patients().getFirst();
		Person doctor = clinic.careTeam(patient).getFirst();
		for (Way way : ways(patient, doctor)) {
			Answer answer = answered(way);
			boolean away = way.service().equals(gone);
			if (!away && answer.status() != 200) {
				run.fault(way.reader() + " got " + answer.status() + " from " + way.path() + " without " + gone);
			}
			if (away && (answer.status() != 503 || answer.json().path("detail").asString("").length() < 20)) {
				run.fault("without " + gone + " " + way.path() + " answered " + answer.status()
						+ " instead of saying what is missing");
			}
		}
		int entries = clinic.ledger().entries();
		int appointments = clinic.ledger().appointments().size();
		clinic.workWithout(gone, gone.hashCode());
		int moreEntries = clinic.ledger().entries() - entries;
		int moreAppointments = clinic.ledger().appointments().size() - appointments;
		run.figure("without " + gone, "%d entries and %d appointments more".formatted(moreEntries, moreAppointments));
		if ((moreEntries == 0 && !gone.equals("patient-service"))
				|| (moreAppointments == 0 && !gone.equals("scheduling-service"))) {
			run.fault("the others did not work on without " + gone);
		}
		String missing = gone.replace("-service", "");
		if (!Streams.holds(NOTICED, () -> away(patient).equals(Set.of(missing)))) {
			run.fault("the public status says that " + away(patient) + " is away instead of " + missing);
		}
		run.say("others worked on without " + gone);
	}

	/** The parts that are away, as everybody is told. */
	private static Set<String> away(Person person) throws IOException, InterruptedException {
		Set<String> away = new TreeSet<>();
		for (JsonNode part : person.once("GET", "/api/public/status", "", Map.of()).json().get("parts")) {
			if (!part.get("up").asBoolean()) {
				away.add(part.get("name").asString());
			}
		}
		return away;
	}

	/** The first answer that the gateway gives once it has noticed. */
	private static Answer answered(Way way) throws IOException, InterruptedException {
		Answer answer = way.reader().once("GET", way.path(), "", Map.of());
		for (int i = 0; i < 20 && answer.status() != 200 && answer.status() != 503; i++) {
			TimeUnit.MILLISECONDS.sleep(250);
			answer = way.reader().once("GET", way.path(), "", Map.of());
		}
		return answer;
	}

	private static List<Way> ways(Person patient, Person doctor) {
		return List.of(new Way("patient-service", patient, "/api/patient/diary/entries"),
				new Way("patient-service", doctor, "/api/doctor/patients/" + patient.id() + "/diary/entries"),
				new Way("doctor-service", doctor, "/api/doctor/dashboard"),
				new Way("doctor-service", patient, "/api/patient/doctors"),
				new Way("scheduling-service", patient, "/api/patient/appointments"),
				new Way("scheduling-service", doctor, "/api/doctor/patients/" + patient.id() + "/openings"),
				new Way("ai-summary-service", patient, "/api/patient/summary"),
				new Way("ai-summary-service", doctor, "/api/doctor/patients/" + patient.id() + "/summary"));
	}

	private record Way(String service, Person reader, String path) {

	}

}
