package io.medlinks.drill.clinic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medlinks.drill.clinic.Ledger.Booked;
import io.medlinks.drill.clinic.Ledger.Said;
import io.medlinks.drill.clinic.Ledger.Written;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.People;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.SideBySide;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Doctors and patients who work through the gateway. What MedLinks acknowledges to them
 * goes into the {@link Ledger}; {@link Invariants} holds it against what MedLinks shows
 * later.
 */
public final class Clinic {

	private static final int AT_ONCE = 12;

	/** How many of each kind come while the clinic works. */
	private static final int NEWCOMERS = 2;

	private static final List<String> WORDS = List.of("A headache again", "Coughing since the morning",
			"My knee hurts on the stairs", "I slept badly and feel dizzy", "Sick after breakfast",
			"Short of breath when I walk", "A rash on both arms");

	private static final List<String> SYMPTOMS = List.of("headache", "cough", "joint-pain", "dizziness", "nausea",
			"shortness-of-breath", "rash");

	private final People people;

	private final List<Person> doctors;

	private final List<Person> patients;

	private final Map<String, List<Person>> careTeams;

	private final Hours hours;

	private final Ledger ledger = new Ledger();

	private final Set<String> refusals = ConcurrentHashMap.newKeySet();

	private final Conversations conversations = new Conversations(this);

	private final Newcomers newcomers;

	private final Leavers leavers = new Leavers(this);

	private final Mails mails = new Mails();

	private boolean careEnds = true;

	private Clinic(People people, Person operator, List<Person> doctors, List<Person> patients,
			Map<String, List<Person>> careTeams, Hours hours) {
		this.people = people;
		this.doctors = doctors;
		this.patients = patients;
		this.careTeams = careTeams;
		this.hours = hours;
		this.newcomers = new Newcomers(this, operator);
	}

	/**
	 * Opens a clinic: doctors are approved and offer times, patients let doctors in.
	 * @param people everybody who takes part
	 * @param doctors how many doctors
	 * @param patients how many patients; each has one doctor, every third two where there
	 * are two
	 * @param hours the times that each doctor offers
	 */
	public static Clinic open(People people, int doctors, int patients, Hours hours)
			throws IOException, InterruptedException {
		Person operator = people.signIn("operator").getFirst();
		List<Person> staff = people.signIn("doctor", doctors);
		SideBySide.map(staff, AT_ONCE, (doctor) -> {
			doctor.does("PUT", "/api/doctor/profile", """
					{"name": "Dr %s", "specialty": "General practice", "zone": "Europe/Lisbon",
					"email": "%s"}""".formatted(doctor.username(), doctor.email()));
			operator.does("POST", "/api/operator/doctors/" + doctor.id() + "/approval", "");
			return doctor.does("PUT", "/api/doctor/availability", hours.json());
		});
		List<Person> visitors = people.signIn("patient", patients);
		Map<String, List<Person>> careTeams = new HashMap<>();
		for (int i = 0; i < visitors.size(); i++) {
			List<Person> team = new ArrayList<>(List.of(staff.get(i % staff.size())));
			if (i % 3 == 0 && staff.size() > 1) {
				team.add(staff.get((i + 1) % staff.size()));
			}
			careTeams.put(visitors.get(i).id(), team);
		}
		Clinic clinic = new Clinic(people, operator, staff, visitors, careTeams, hours);
		SideBySide.map(visitors, AT_ONCE, clinic::admit);
		SideBySide.map(visitors, AT_ONCE, clinic::isKnown);
		return clinic;
	}

	private Answer admit(Person patient) throws InterruptedException {
		Answer last = patient.does("PUT", "/api/patient/profile", """
				{"name": "%s", "zone": "Europe/Lisbon", "language": "en", "email": "%s"}""".formatted(patient.canary(),
				patient.email()));
		for (Person doctor : careTeam(patient)) {
			this.people.mayKnow(doctor, patient);
			last = patient.does("POST", "/api/patient/care-team", "{\"doctorId\": \"" + doctor.id() + "\"}");
		}
		return last;
	}

	/** Waits until the services know what they need of each other. */
	private Answer isKnown(Person patient) throws InterruptedException {
		Answer last = patient.get("/api/patient/profile");
		for (Person doctor : careTeam(patient)) {
			String path = "/api/doctor/patients/" + patient.id();
			last = doctor.gets(path, 200);
			doctor.gets(path + "/openings", 200);
			this.ledger.access(patient.id(), doctor.id(), "profile", "read");
		}
		return last;
	}

	/** The doctors. */
	public List<Person> doctors() {
		return this.doctors;
	}

	/** The patients. */
	public List<Person> patients() {
		return this.patients;
	}

	/**
	 * The doctors who treat a patient.
	 * @param patient the patient
	 */
	public List<Person> careTeam(Person patient) {
		return this.careTeams.getOrDefault(patient.id(), List.of());
	}

	/**
	 * The patients whom a doctor treats.
	 * @param doctor the doctor
	 */
	public List<Person> patientsOf(Person doctor) {
		return this.patients.stream().filter((patient) -> careTeam(patient).contains(doctor)).toList();
	}

	/** The times that each doctor offers. */
	Hours hours() {
		return this.hours;
	}

	/**
	 * Has nobody end the care while the clinic works: a doctor's screen may begin with a
	 * new snapshot then.
	 */
	public void keepCare() {
		this.careEnds = false;
	}

	/** What was acknowledged. */
	public Ledger ledger() {
		return this.ledger;
	}

	/** Who came later. */
	Newcomers newcomers() {
		return this.newcomers;
	}

	/** Who asks once and leaves. */
	public Leavers leavers() {
		return this.leavers;
	}

	/** Everybody. */
	public People people() {
		return this.people;
	}

	/**
	 * What people were refused though they did nothing wrong.
	 */
	public Set<String> refusals() {
		return Set.copyOf(this.refusals);
	}

	/**
	 * Patients log entries, are interviewed and ask, people book, move and cancel, some
	 * come anew and some go; many at once, in an order that the seed decides.
	 * @param entries how many entries; every sixth is amended and every fifteenth
	 * withdrawn
	 * @param bookings how many bookings; every third is moved and every fourth cancelled
	 * @param seed the seed
	 */
	public void work(int entries, int bookings, long seed) throws IOException, InterruptedException {
		Random random = new Random(seed);
		List<Task> tasks = new ArrayList<>();
		Iterator<Seen> seen = acknowledged().iterator();
		for (int i = 0; i < entries; i++) {
			Person patient = this.patients.get(random.nextInt(this.patients.size()));
			int words = random.nextInt(WORDS.size());
			int severity = random.nextInt(11);
			int number = i;
			tasks.add(() -> write(patient, number, words, severity));
			if (i % 5 == 4) {
				Person doctor = careTeam(patient).getFirst();
				tasks.add(() -> read(doctor, patient));
			}
			if (i % 20 == 7) {
				Person doctor = careTeam(patient).getFirst();
				tasks.add(() -> lookAtDashboard(doctor));
			}
			if (i % 10 == 9) {
				Person doctor = careTeam(patient).getFirst();
				tasks.add(() -> acknowledge(doctor, patient));
			}
			if (i % 10 == 4) {
				Person doctor = careTeam(patient).getFirst();
				tasks.add(() -> answer(doctor, patient, number));
			}
			if (i % 20 == 6 && seen.hasNext()) {
				Seen one = seen.next();
				tasks.add(() -> amend(one.patient(), one.entryId(), words, severity));
			}
			if (i % 20 == 12) {
				tasks.add(() -> this.conversations.interview(patient));
			}
			if (i % 20 == 2) {
				tasks.add(() -> this.conversations.ask(patient));
			}
		}
		for (int i = 0; i < NEWCOMERS; i++) {
			Person host = this.doctors.get(random.nextInt(this.doctors.size()));
			tasks.add(this.newcomers::register);
			tasks.add(() -> this.newcomers.inviteKnown(host));
			tasks.add(() -> this.newcomers.inviteStranger(host));
		}
		if (this.careEnds) {
			tasks.add(() -> this.newcomers.visit(this.doctors.getFirst(), false));
			tasks.add(() -> this.newcomers.visit(this.doctors.getLast(), true));
		}
		tasks.add(this.newcomers::visitFormer);
		for (int i = 0; i < bookings; i++) {
			Person patient = this.patients.get(random.nextInt(this.patients.size()));
			long choice = random.nextLong();
			int number = i;
			tasks.add(() -> visit(patient, number, new Random(choice)));
		}
		Collections.shuffle(tasks, random);
		SideBySide.map(tasks, AT_ONCE, (task) -> {
			task.run();
			return true;
		});
	}

	/**
	 * Patients log entries and book at a steady pace, whether earlier answers have come
	 * or not: every other write is a booking.
	 * @param perSecond how many writes begin in a second
	 * @param length how long
	 * @param seed decides who does what
	 */
	public void workSteadily(int perSecond, Duration length, long seed) throws IOException, InterruptedException {
		Random random = new Random(seed);
		long begin = System.nanoTime();
		List<Integer> numbers = IntStream.range(0, (int) (perSecond * length.toSeconds())).boxed().toList();
		Map<Integer, Person> who = new HashMap<>();
		numbers.forEach((number) -> who.put(number, this.patients.get(random.nextInt(this.patients.size()))));
		SideBySide.map(numbers, numbers.size(), (number) -> {
			long due = begin + number * 1_000_000_000L / perSecond;
			TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
			Person patient = Objects.requireNonNull(who.get(number));
			if (number % 2 == 1) {
				book(patient, careTeam(patient).getFirst(), true, new Random(seed + number));
			}
			else {
				log(patient, number % WORDS.size(), number % 11);
			}
			return true;
		});
	}

	/**
	 * Does what can be done without one of the services: patients write, change and
	 * withdraw entries and book, doctors answer, people come and go.
	 * @param gone the service that is away
	 * @param seed what the work is derived from
	 */
	public void workWithout(String gone, long seed) throws IOException, InterruptedException {
		Random random = new Random(seed);
		if (!gone.equals("patient-service")) {
			this.newcomers.visit(this.doctors.getFirst(), false);
			this.newcomers.visit(this.doctors.getFirst(), true);
			if (!gone.equals("doctor-service")) {
				this.newcomers.visitFormer();
			}
		}
		for (int number = 0; number < 2 * this.patients.size(); number++) {
			Person patient = this.patients.get(number % this.patients.size());
			Person doctor = careTeam(patient).getFirst();
			if (!gone.equals("patient-service")) {
				write(patient, number, number % WORDS.size(), random.nextInt(11));
			}
			if (!gone.equals("scheduling-service")) {
				book(patient, doctor, true, random);
			}
			if (!gone.equals("doctor-service")) {
				answer(doctor, patient, number);
			}
		}
	}

	/**
	 * Entries that a doctor has acknowledged and whose patients may put them otherwise.
	 */
	private List<Seen> acknowledged() {
		List<Seen> seen = new ArrayList<>();
		for (Person patient : this.patients) {
			Map<String, Long> versions = this.ledger.acknowledged(careTeam(patient).getFirst().id(), patient.id());
			this.ledger.entries(patient.id())
				.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().active()
						&& entry.getValue().version() == versions.getOrDefault(entry.getKey(), 0L))
				.findFirst()
				.ifPresent((entry) -> seen.add(new Seen(patient, entry.getKey())));
		}
		return seen;
	}

	/** Logs an entry, and may think better of it. */
	private void write(Person patient, int number, int words, int severity) throws InterruptedException {
		String id = log(patient, words, severity);
		if (!id.isEmpty() && number % 6 == 1) {
			amend(patient, id, words, severity);
		}
		if (!id.isEmpty() && number % 15 == 7) {
			withdraw(patient, id);
		}
	}

	/** Returns the entry's id; empty where it was refused. */
	private String log(Person patient, int words, int severity) throws InterruptedException {
		String text = WORDS.get(words) + ", " + patient.canary();
		return logged(patient, text, entry(text, words, severity, ""));
	}

	private String logged(Person patient, String text, String body) throws InterruptedException {
		Answer logged = patient.write("POST", "/api/patient/diary/entries", body);
		if (!succeeded(patient, "logging an entry", logged)) {
			return "";
		}
		String id = logged.json().get("id").asString();
		this.ledger.entry(patient.id(), id, Written.first(text));
		return id;
	}

	private static String entry(String text, int words, int severity, String more) {
		return "{\"text\": \"%s\", \"happenedAt\": \"%s\", \"symptoms\": [{\"code\": \"%s\", \"severity\": %d}]%s}"
			.formatted(text, OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5), SYMPTOMS.get(words), severity, more);
	}

	/** It is other than it seemed, and worse. */
	private void amend(Person patient, String id, int words, int severity) throws InterruptedException {
		Written before = written(patient, id);
		int other = (words + 1) % WORDS.size();
		String text = WORDS.get(other) + " too, " + patient.canary();
		String reason = ", \"reason\": \"" + patient.canary() + "\"";
		Answer amended = change(patient, "PUT", id, before, entry(text, other, Math.min(severity + 1, 10), reason));
		if (succeeded(patient, "amending an entry", amended)) {
			this.ledger.entry(patient.id(), id, before.amended(text));
		}
	}

	private void withdraw(Person patient, String id) throws InterruptedException {
		Written before = written(patient, id);
		Answer withdrawn = change(patient, "DELETE", id, before, "{\"reason\": \"" + patient.canary() + "\"}");
		if (succeeded(patient, "withdrawing an entry", withdrawn)) {
			this.ledger.entry(patient.id(), id, before.withdrawn());
		}
	}

	private Written written(Person patient, String id) {
		return Objects.requireNonNull(this.ledger.entries(patient.id()).get(id));
	}

	private static Answer change(Person patient, String method, String id, Written before, String body)
			throws InterruptedException {
		return patient.ask(method, "/api/patient/diary/entries/" + id, body,
				Map.of("If-Match", "\"" + before.version() + "\""));
	}

	/** The mails that people got. */
	Mails mails() {
		return this.mails;
	}

	/** Logs an entry of no particular kind. */
	public void logOne(Person patient) throws InterruptedException {
		log(patient, 0, 4);
	}

	/** Each patient logs an entry, all at once. */
	public void logEverybody() throws IOException, InterruptedException {
		SideBySide.map(this.patients, this.patients.size(), (patient) -> {
			logOne(patient);
			return true;
		});
	}

	/**
	 * Logs an entry with some text.
	 * @return the entry's id; empty where it was refused
	 */
	public String logText(Person patient, String text) throws InterruptedException {
		return logged(patient, text, "{\"text\": \"%s\", \"happenedAt\": \"%s\"}".formatted(text,
				OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5)));
	}

	/** How many entries of a patient wait for a doctor, as the dashboard shows it. */
	public int waiting(Person doctor, Person patient) throws InterruptedException {
		for (JsonNode row : doctor.gets("/api/doctor/dashboard?limit=100", 200).json().get("items")) {
			if (row.get("patientId").asString().equals(patient.id())) {
				return row.get("waitingEntries").asInt();
			}
		}
		return -1;
	}

	/** A doctor looks at who needs care first. */
	private void lookAtDashboard(Person doctor) throws InterruptedException {
		Answer dashboard = doctor.get("/api/doctor/dashboard?limit=100");
		if (succeeded(doctor, "the dashboard", dashboard)) {
			dashboard.json()
				.get("items")
				.forEach(
						(row) -> this.ledger.access(row.get("patientId").asString(), doctor.id(), "dashboard", "read"));
		}
	}

	/** A doctor reads a patient's diary and its summary, where there is one already. */
	void read(Person doctor, Person patient) throws InterruptedException {
		readDiary(doctor, patient);
		try {
			String summary = "/api/doctor/patients/" + patient.id() + "/summary";
			if (doctor.once("GET", summary, "", Map.of()).status() == 200) {
				this.ledger.access(patient.id(), doctor.id(), "summary", "read");
			}
		}
		catch (IOException ex) {
			// Who shows summaries may be away; a diary is read without them too.
		}
		Map<String, Long> opened = known(doctor, patient);
		if (!opened.isEmpty()) {
			// As with acknowledging, what is not there yet comes in a moment.
			Answer marked = doctor.does("PUT", "/api/doctor/patients/" + patient.id() + "/read-marks",
					"{\"opened\": [%s]}".formatted(versions(opened)));
			if (succeeded(doctor, "marking as read", marked)) {
				this.ledger.opened(doctor.id(), patient.id(), opened);
				this.ledger.access(patient.id(), doctor.id(), "read-marks", "write");
			}
		}
	}

	/** All doctors read the diaries of all their patients, many at once. */
	public void round() throws IOException, InterruptedException {
		SideBySide.map(this.patients, AT_ONCE, (patient) -> {
			for (Person doctor : careTeam(patient)) {
				readDiary(doctor, patient);
			}
			return true;
		});
	}

	private void readDiary(Person doctor, Person patient) throws InterruptedException {
		if (succeeded(doctor, "reading a diary",
				doctor.get("/api/doctor/patients/" + patient.id() + "/diary/entries"))) {
			this.ledger.access(patient.id(), doctor.id(), "diary", "read");
		}
	}

	/**
	 * A doctor answers what waits; where nothing does, it is an entry of the doctor's
	 * own. Some answers are put otherwise later, and some taken back.
	 */
	void answer(Person doctor, Person patient, int number) throws InterruptedException {
		Map<String, Long> waiting = known(doctor, patient);
		String consultations = "/api/doctor/patients/" + patient.id() + "/consultations";
		Said said = Said.first(doctor.id(), "Rest, " + patient.canary(), doctor.canary());
		Answer recorded = doctor.does("POST", consultations,
				"{%s, \"covers\": [%s]}".formatted(saying(said), versions(waiting)));
		if (!succeeded(doctor, "recording a consultation", recorded)) {
			return;
		}
		String id = recorded.json().get("id").asString();
		this.ledger.consultation(patient.id(), id, said);
		this.ledger.acknowledged(doctor.id(), patient.id(), waiting);
		this.ledger.access(patient.id(), doctor.id(), "consultation", "write");
		Map<String, String> first = Map.of("If-Match", "\"1\"");
		if (number % 3 == 1) {
			Said otherwise = said.amended("Sleep, " + patient.canary(), "again, " + doctor.canary());
			Answer amended = doctor.ask("PUT", consultations + "/" + id,
					"{%s, \"reason\": \"looked again\"}".formatted(saying(otherwise)), first);
			if (succeeded(doctor, "changing a consultation", amended)) {
				this.ledger.consultation(patient.id(), id, otherwise);
				this.ledger.access(patient.id(), doctor.id(), "consultation", "write");
			}
		}
		else if (number % 20 == 14) {
			Answer retracted = doctor.ask("DELETE", consultations + "/" + id, "{\"reason\": \"another patient\"}",
					first);
			if (succeeded(doctor, "taking a consultation back", retracted)) {
				this.ledger.consultation(patient.id(), id, said.retracted());
				this.ledger.access(patient.id(), doctor.id(), "consultation", "write");
			}
		}
	}

	private static String saying(Said said) {
		return "\"mode\": \"text\", \"message\": \"%s\", \"privateNotes\": \"%s\"".formatted(said.message(),
				said.notes());
	}

	/** The newest versions that the doctor has not acknowledged. */
	private Map<String, Long> known(Person doctor, Person patient) {
		Map<String, Long> acknowledged = this.ledger.acknowledged(doctor.id(), patient.id());
		return this.ledger.entries(patient.id())
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().active()
					&& entry.getValue().version() > acknowledged.getOrDefault(entry.getKey(), 0L))
			.limit(20)
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().version()));
	}

	private static String versions(Map<String, Long> entries) {
		return entries.entrySet()
			.stream()
			.map((entry) -> "{\"entryId\": \"%s\", \"version\": %d}".formatted(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining(", "));
	}

	/** A doctor acknowledges what waits. */
	public void acknowledge(Person doctor, Person patient) throws InterruptedException {
		Map<String, Long> waiting = known(doctor, patient);
		if (waiting.isEmpty()) {
			return;
		}
		// What has not reached the dashboard yet cannot be acknowledged; it will in a
		// moment.
		Answer reviewed = doctor.does("POST", "/api/doctor/reviews",
				"{\"patientId\": \"%s\", \"kind\": \"acknowledge\", \"covers\": [%s]}".formatted(patient.id(),
						versions(waiting)));
		if (succeeded(doctor, "acknowledging", reviewed)) {
			this.ledger.acknowledged(doctor.id(), patient.id(), waiting);
			this.ledger.access(patient.id(), doctor.id(), "review", "write");
		}
	}

	private void visit(Person patient, int number, Random random) throws InterruptedException {
		Person doctor = careTeam(patient).get(random.nextInt(careTeam(patient).size()));
		if (number % 2 == 0) {
			hold(patient, doctor, random);
		}
		Booked booked = book(patient, doctor, number % 2 == 0, random);
		if (booked != null && number % 3 == 1) {
			booked = move(patient, booked, random);
		}
		if (booked != null && number % 4 == 2) {
			cancel(patient, booked);
		}
	}

	/** Keeps a time while a form is filled in, as the web client does. */
	private void hold(Person patient, Person doctor, Random random) throws InterruptedException {
		String start = opening(patient, doctor, random);
		if (!start.isEmpty()) {
			Answer held = patient.write("POST", "/api/patient/appointments/holds",
					"{\"doctorId\": \"%s\", \"start\": \"%s\", \"visitType\": \"%s\"}".formatted(doctor.id(), start,
							this.hours.visitType()));
			if (held.status() != 409) {
				succeeded(patient, "keeping a time", held);
			}
		}
	}

	/**
	 * Books one of a doctor's openings, by the patient or by the doctor.
	 * @return the appointment; null where nothing could be had
	 */
	public @Nullable Booked book(Person patient, Person doctor, boolean byPatient, Random random)
			throws InterruptedException {
		for (int attempt = 0; attempt < 10; attempt++) {
			String start = opening(patient, doctor, random);
			if (start.isEmpty()) {
				return null;
			}
			Answer answer = byPatient
					? patient.write("POST", "/api/patient/appointments", wish("doctorId", doctor, start, patient))
					: doctor.write("POST", "/api/doctor/appointments", wish("patientId", patient, start, patient));
			if (answer.succeeded()) {
				Booked booked = booked(answer.json(), patient, doctor);
				this.ledger.appointment(booked);
				if (!byPatient) {
					this.ledger.access(patient.id(), doctor.id(), "appointments", "write");
				}
				return booked;
			}
			if (answer.status() != 409) {
				succeeded(patient, "booking", answer);
				return null;
			}
			if (!byPatient) {
				// What is refused for its time is an access, too.
				this.ledger.access(patient.id(), doctor.id(), "appointments", "write");
			}
		}
		return null;
	}

	/**
	 * The body that asks for an appointment.
	 * @param field the field that says with whom
	 * @param whom with whom
	 * @param start when it starts
	 * @param patient who comes
	 */
	String wish(String field, Person whom, String start, Person patient) {
		return "{\"%s\": \"%s\", \"start\": \"%s\", \"visitType\": \"%s\", \"reason\": \"%s\"}".formatted(field,
				whom.id(), start, this.hours.visitType(), patient.canary());
	}

	/**
	 * Keeps an appointment that was confirmed, unless a later state of it is known.
	 * @param answer the confirmation
	 * @param patient who comes
	 * @param doctor who sees them
	 */
	public void keep(Answer answer, Person patient, Person doctor) {
		keep(answer.json(), patient, doctor);
	}

	/** Keeps an appointment as it is shown, unless a later state of it is known. */
	void keep(JsonNode view, Person patient, Person doctor) {
		this.ledger.appointment(booked(view, patient, doctor));
	}

	/**
	 * Keeps that an appointment was called off.
	 * @param booked the appointment as it was
	 */
	public void keepCancelled(Booked booked) {
		this.ledger.appointment(booked.cancelled());
	}

	/**
	 * Keeps that somebody was refused what they should have got.
	 */
	public void refused(Person who, String what, Answer answer) {
		succeeded(who, what, answer);
	}

	private static Booked booked(JsonNode view, Person patient, Person doctor) {
		return new Booked(view.get("id").asString(), patient.id(), doctor.id(), instant(view.get("start")),
				instant(view.get("end")), view.path("status").asString("booked").equals("booked"),
				view.path("version").asLong(1));
	}

	/**
	 * Moves an appointment to another opening of the same doctor.
	 * @return the appointment as it then stands
	 */
	public Booked move(Person patient, Booked booked, Random random) throws InterruptedException {
		Person doctor = doctor(booked.doctorId());
		for (int attempt = 0; attempt < 10; attempt++) {
			String start = opening(patient, doctor, random);
			if (start.isEmpty()) {
				return booked;
			}
			Answer answer = patient.ask("PATCH", "/api/patient/appointments/" + booked.id(),
					"{\"start\": \"%s\"}".formatted(start), Map.of("If-Match", "\"" + booked.version() + "\""));
			if (answer.succeeded()) {
				Booked moved = booked(answer.json(), patient, doctor);
				this.ledger.appointment(moved);
				return moved;
			}
			if (answer.status() != 409) {
				succeeded(patient, "moving", answer);
				return booked;
			}
		}
		return booked;
	}

	/** Cancels an appointment. */
	public void cancel(Person patient, Booked booked) throws InterruptedException {
		Answer answer = patient.ask("DELETE", "/api/patient/appointments/" + booked.id(), "",
				Map.of("If-Match", "\"" + booked.version() + "\""));
		if (succeeded(patient, "cancelling", answer)) {
			this.ledger.appointment(booked.cancelled());
		}
	}

	/** One of a doctor's openings; empty where there is none. */
	String opening(Person patient, Person doctor, Random random) throws InterruptedException {
		LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(1 + random.nextInt(this.hours.days()));
		Answer answer = patient.get("/api/patient/doctors/%s/openings?from=%s&to=%s&visitType=%s".formatted(doctor.id(),
				from, from, this.hours.visitType()));
		if (!succeeded(patient, "reading openings", answer)) {
			return "";
		}
		JsonNode items = answer.json().get("items");
		return items.isEmpty() ? "" : items.get(random.nextInt(items.size())).get("start").asString();
	}

	private Person doctor(String id) {
		return this.doctors.stream().filter((doctor) -> doctor.id().equals(id)).findFirst().orElseThrow();
	}

	private boolean succeeded(Person who, String what, Answer answer) {
		if (!answer.succeeded()) {
			String reason = answer.body().startsWith("{") ? answer.json().path("type").asString("") : "";
			this.refusals.add(who.role() + " was refused " + what + " with " + answer.status() + " " + reason);
		}
		return answer.succeeded();
	}

	static Instant instant(JsonNode time) {
		return OffsetDateTime.parse(time.asString()).toInstant();
	}

	/**
	 * An entry that was acknowledged as it stands.
	 *
	 * @param patient whose entry
	 * @param entryId the entry
	 */
	private record Seen(Person patient, String entryId) {

	}

	private interface Task {

		void run() throws IOException, InterruptedException;

	}

	/**
	 * The times that each doctor of a clinic offers, the same each day.
	 *
	 * @param from the first minute, such as 07:00
	 * @param to the minute at which they are over
	 * @param visits the types of visits, the one that people usually want first
	 * @param days how many days ahead people book
	 */
	public record Hours(String from, String to, List<Visit> visits, int days) {

		/** Many short visits on many days, so that everybody finds one. */
		public static final Hours PLENTY = new Hours("07:00", "20:00", List.of(new Visit("phone", 5, 0)), 40);

		/** One working week of visits that are fought for. */
		public static final Hours ONE_WEEK = new Hours("08:00", "18:00", List.of(new Visit("in-person", 15, 5)), 7);

		/** The same with calls, some of which lie only in the buffer behind a visit. */
		public static final Hours TWO_KINDS = new Hours("08:00", "18:00",
				List.of(new Visit("in-person", 15, 5), new Visit("phone", 15, 0)), 7);

		String visitType() {
			return this.visits.getFirst().code();
		}

		/** How long is kept free behind a visit. */
		Duration buffer(String visitType) {
			return this.visits.stream()
				.filter((visit) -> visit.code().equals(visitType))
				.map((visit) -> Duration.ofMinutes(visit.buffer()))
				.findFirst()
				.orElse(Duration.ZERO);
		}

		String json() {
			List<String> codes = this.visits.stream().map(Visit::code).toList();
			String rules = Stream.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
				.map((day) -> JsonMapper.shared()
					.writeValueAsString(Map.of("day", day, "from", this.from, "to", this.to, "visitTypes", codes)))
				.collect(Collectors.joining(", "));
			String types = this.visits.stream()
				.map((visit) -> JsonMapper.shared()
					.writeValueAsString(
							Map.of("code", visit.code(), "minutes", visit.minutes(), "bufferAfter", visit.buffer())))
				.collect(Collectors.joining(", "));
			return """
					{"zone": "Europe/Lisbon", "visitTypes": [%s], "rules": [%s], "minimumNoticeMinutes": 0,
					"horizonDays": 60}""".formatted(types, rules);
		}

		/**
		 * A type of visit.
		 *
		 * @param code its code
		 * @param minutes how long it takes
		 * @param buffer minutes kept free after it
		 */
		public record Visit(String code, int minutes, int buffer) {

		}

	}

}
