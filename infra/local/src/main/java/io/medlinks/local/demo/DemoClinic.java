package io.medlinks.local.demo;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medlinks.local.demo.MedLinksClient.Answer;
import io.medlinks.local.demo.synthetic.SyntheticClinic;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Doctor;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Entry;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Patient;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Visit;
import io.medlinks.local.identity.RealmAccount;
import io.medlinks.local.identity.RealmAdministrator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loads a synthetic clinic as its people would, through the public API. Every write has a
 * key of its own that never changes, so whatever broke off goes on where it was.
 */
public final class DemoClinic {

	private static final int ACCOUNTS_AT_ONCE = 25;

	private static final int PATIENTS_AT_ONCE = 6;

	private static final int MOST_COVERED = 100;

	private static final int BOOKS_ONE_IN = 4;

	private static final List<String> WORKDAYS = List.of("monday", "tuesday", "wednesday", "thursday", "friday");

	private final SyntheticClinic clinic;

	private final RealmAdministrator realm;

	private final PastVisits pastVisits;

	private final DemoPeople people;

	private final Consumer<String> progress;

	/** The ids of what each patient wrote, in order, by account. */
	private final Map<String, List<Written>> written = new ConcurrentHashMap<>();

	/**
	 * A loader.
	 * @param clinic the clinic
	 * @param realm where accounts are made
	 * @param pastVisits writes down what took place before
	 * @param people signs in
	 * @param progress is told each step in words
	 */
	DemoClinic(SyntheticClinic clinic, RealmAdministrator realm, PastVisits pastVisits, DemoPeople people,
			Consumer<String> progress) {
		this.clinic = clinic;
		this.realm = realm;
		this.pastVisits = pastVisits;
		this.people = people;
		this.progress = progress;
	}

	/**
	 * Loads everything.
	 * @throws IOException where the system refuses a step
	 */
	void load() throws IOException, InterruptedException {
		accounts();
		for (Doctor doctor : this.clinic.doctors()) {
			practise(doctor);
		}
		this.progress.accept(this.clinic.doctors().size() + " doctors are approved and offer times");
		sideBySide("patients wrote their diaries", this.clinic.patients(), PATIENTS_AT_ONCE, this::write);
		sideBySide("doctors answered", this.clinic.doctors(), this.clinic.doctors().size(), this::answer);
		visits();
		sideBySide("patients looked for a time", this.clinic.patients(), PATIENTS_AT_ONCE, this::book);
	}

	private void accounts() throws IOException, InterruptedException {
		List<RealmAccount> all = Stream
			.concat(this.clinic.doctors().stream().map(Doctor::account),
					this.clinic.patients().stream().map(Patient::account))
			.toList();
		for (int from = 0; from < all.size(); from += ACCOUNTS_AT_ONCE) {
			int to = Math.min(all.size(), from + ACCOUNTS_AT_ONCE);
			this.realm.add(all.subList(from, to), DemoPeople.PASSWORD);
			this.progress.accept(to + " of " + all.size() + " accounts");
		}
	}

	private void practise(Doctor doctor) throws IOException, InterruptedException {
		RealmAccount account = doctor.account();
		MedLinksClient client = this.people.of(account);
		if (client.get("/api/doctor/profile").status() == 404) {
			DemoPeople.demand(client.write("PUT", "/api/doctor/profile",
					Map.of("name", doctor.name(), "specialty", doctor.specialty().title(), "practice", "Demo clinic",
							"zone", SyntheticClinic.ZONE.getId(), "email", account.username() + "@example.org",
							"language", "en"),
					DemoPeople.key(account, "profile"), null), "the profile of " + doctor.name());
		}
		DemoPeople.demand(this.people.of("operator1")
			.write("POST", "/api/operator/doctors/" + account.id() + "/approval", null, UUID.randomUUID().toString(),
					null),
				"the approval of " + doctor.name());
		Answer hours = DemoPeople.eventually(() -> client.get("/api/doctor/availability"),
				(answer) -> answer.status() != 403);
		if (hours.body().path("version").asLong() == 0) {
			DemoPeople.demand(client.write("PUT", "/api/doctor/availability", week(),
					DemoPeople.key(account, "availability"), hours.etag()), "the hours of " + doctor.name());
		}
	}

	private static Map<String, Object> week() {
		List<Map<String, Object>> rules = new ArrayList<>();
		for (String day : WORKDAYS) {
			rules.add(Map.of("day", day, "from", "09:00", "to", "12:00", "visitTypes",
					List.of("in-person", "online", "phone")));
			rules.add(Map.of("day", day, "from", "14:00", "to", "17:00", "visitTypes", List.of("in-person", "online")));
		}
		return Map.of("zone", SyntheticClinic.ZONE.getId(), "rules", rules, "visitTypes",
				Stream.of("in-person", "online", "phone")
					.map((type) -> Map.of("code", type, "minutes", SyntheticClinic.VISIT_MINUTES))
					.toList(),
				"minimumNoticeMinutes", 30, "horizonDays", 60);
	}

	private void write(Patient patient) throws IOException, InterruptedException {
		RealmAccount account = patient.account();
		MedLinksClient client = this.people.of(account);
		if (client.get("/api/patient/profile").status() == 404) {
			DemoPeople.demand(client.write("PUT", "/api/patient/profile", profile(patient),
					DemoPeople.key(account, "profile"), null), "the profile of " + patient.name());
		}
		Answer linked = DemoPeople.eventually(() -> client.write("POST", "/api/patient/care-team",
				Map.of("doctorId", patient.doctor().account().id()), DemoPeople.key(account, "care-team"), null),
				(answer) -> answer.status() != 404);
		if (linked.status() != 409) {
			DemoPeople.demand(linked, "the doctor of " + patient.name());
		}
		List<Written> ids = new ArrayList<>();
		for (int i = 0; i < patient.entries().size(); i++) {
			JsonNode entry = DemoPeople
				.demand(client.write("POST", "/api/patient/diary/entries", entry(patient.entries().get(i)),
						DemoPeople.key(account, "entry-" + i), null), "an entry of " + patient.name())
				.body();
			ids.add(new Written(entry.get("id").asString(), entry.get("version").asLong()));
		}
		this.written.put(account.id(), ids);
	}

	private static Map<String, Object> profile(Patient patient) {
		Map<String, Object> profile = new LinkedHashMap<>();
		profile.put("name", patient.name());
		profile.put("birthDate", patient.birthDate().toString());
		profile.put("sex", patient.sex());
		profile.put("email", patient.account().username() + "@example.org");
		profile.put("zone", SyntheticClinic.ZONE.getId());
		profile.put("language", "en");
		profile.put("allergies", patient.allergies());
		profile.put("heightCm", patient.heightCm());
		profile.put("weightKg", patient.weightKg());
		return profile;
	}

	static Map<String, Object> entry(Entry entry) {
		return Map.of("text", entry.text(), "happenedAt", entry.at().toString(), "symptoms",
				entry.symptoms()
					.stream()
					.map((symptom) -> Map.of("code", symptom.code(), "severity", symptom.severity()))
					.toList());
	}

	/** All answers of one doctor, patient by patient. */
	private void answer(Doctor doctor) throws IOException, InterruptedException {
		MedLinksClient client = this.people.of(doctor.account());
		for (Patient patient : this.clinic.patients()) {
			if (patient.doctor().equals(doctor)) {
				for (int i = 0; i < patient.answers().size(); i++) {
					answer(client, patient, i);
				}
			}
		}
	}

	private void answer(MedLinksClient client, Patient patient, int number) throws IOException, InterruptedException {
		SyntheticClinic.Answer answer = patient.answers().get(number);
		List<Written> entries = Objects.requireNonNull(this.written.get(patient.account().id()));
		Map<String, Object> body = new HashMap<>();
		body.put("mode", answer.mode());
		body.put("happenedAt", answer.at().toString());
		body.put("diagnosis", Map.of("text", answer.remedy().diagnosis(), "code", answer.remedy().code()));
		body.put("medications", List.of(answer.medication()));
		body.put("message", answer.remedy().message());
		body.put("covers",
				IntStream.range(answer.from(), answer.to())
					.limit(MOST_COVERED)
					.mapToObj(entries::get)
					.map((entry) -> Map.of("entryId", entry.id(), "version", entry.version()))
					.toList());
		// What a patient wrote a moment ago is known to the doctor's service in the next.
		DemoPeople.demand(DemoPeople.eventually(
				() -> client.write("POST", "/api/doctor/patients/" + patient.account().id() + "/consultations", body,
						DemoPeople.key(patient.account(), "answer-" + number), null),
				(told) -> told.status() != 409 && told.status() != 403), "an answer to " + patient.name());
	}

	private void visits() throws IOException, InterruptedException {
		List<String> lines = new ArrayList<>();
		for (Patient patient : this.clinic.patients()) {
			for (Visit visit : patient.visits()) {
				lines.add(JsonMapper.shared()
					.writeValueAsString(Map.of("key", patient.account().id() + visit.start(), "patientId",
							patient.account().id(), "doctorId", patient.doctor().account().id(), "start",
							visit.start().toString(), "minutes", SyntheticClinic.VISIT_MINUTES, "zone",
							SyntheticClinic.ZONE.getId(), "visitType", visit.visitType(), "reason", visit.reason())));
			}
		}
		this.progress.accept("writing down " + lines.size() + " visits that took place");
		this.pastVisits.write(lines);
	}

	/** Some patients have an appointment in the days to come. */
	private void book(Patient patient) throws IOException, InterruptedException {
		int number = this.clinic.patients().indexOf(patient);
		MedLinksClient client = this.people.of(patient.account());
		if (number % BOOKS_ONE_IN != 0
				|| client.get("/api/patient/appointments?from=" + LocalDate.now(SyntheticClinic.ZONE))
					.body()
					.path("items")
					.size() > 0) {
			return;
		}
		JsonNode openings = DemoPeople
			.demand(client
				.get("/api/patient/doctors/" + patient.doctor().account().id() + "/openings?visitType=in-person"),
					"the openings for " + patient.name())
			.body()
			.path("items");
		if (!openings.isEmpty()) {
			// Somebody else may have been quicker; then there is simply no appointment.
			client.write("POST", "/api/patient/appointments",
					Map.of("doctorId", patient.doctor().account().id(), "start",
							openings.get(Math.min(openings.size() - 1, number)).get("start").asString(), "visitType",
							"in-person", "reason", patient.course().remedy().diagnosis()),
					DemoPeople.key(patient.account(), "appointment"), null);
		}
	}

	private <T> void sideBySide(String what, List<T> all, int atOnce, Step<T> step)
			throws IOException, InterruptedException {
		AtomicInteger done = new AtomicInteger();
		int tenth = Math.max(1, all.size() / 10);
		try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
			List<Future<?>> under = new ArrayList<>();
			for (T one : all) {
				under.add(threads.submit(() -> {
					step.with(one);
					int count = done.incrementAndGet();
					if (count % tenth == 0 || count == all.size()) {
						this.progress.accept(count + " of " + all.size() + " " + what);
					}
					return true;
				}));
			}
			try {
				for (Future<?> one : under) {
					one.get();
				}
			}
			catch (ExecutionException ex) {
				threads.shutdownNow();
				throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
			}
		}
	}

	/**
	 * Writes down visits that took place before, a JSON object per line.
	 */
	@FunctionalInterface
	public interface PastVisits {

		/**
		 * Writes them down.
		 * @param lines the visits
		 * @throws IOException where that failed
		 */
		void write(List<String> lines) throws IOException, InterruptedException;

	}

	@FunctionalInterface
	private interface Step<T> {

		void with(T one) throws IOException, InterruptedException;

	}

	/** An entry as it was acknowledged. */
	private record Written(String id, long version) {

	}

}
