package io.medlinks.drill.clinic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medlinks.drill.clinic.Ledger.Booked;
import io.medlinks.drill.clinic.Ledger.Said;
import io.medlinks.drill.clinic.Ledger.Written;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.SideBySide;
import tools.jackson.databind.JsonNode;

/**
 * What must be true of a clinic's data once everything has had time to arrive, whatever
 * failed in between: nothing acknowledged is missing anywhere, nothing is there twice,
 * each dashboard row is what the owners' data make, each access is in the patient's log.
 * Told by what the API shows; {@link StoredTruth} looks below.
 */
public final class Invariants {

	private static final List<String> LEVELS = List.of("emergency", "same-day", "soon", "routine", "self-care");

	/** What is read of many patients at once. */
	private static final Set<String> LISTS = Set.of("dashboard", "panel", "appointments");

	private static final Duration LOOK_AGAIN = Duration.ofMillis(1000);

	private static final int AT_ONCE = 6;

	private final Clinic clinic;

	private final StoredTruth stored;

	private final boolean summaries;

	/**
	 * How many mails may have gone out twice; less than none where mails do not matter.
	 */
	private final int mostTwice;

	/**
	 * The invariants of a clinic.
	 * @param clinic the clinic
	 * @param stored what the databases hold
	 */
	public Invariants(Clinic clinic, StoredTruth stored) {
		this(clinic, stored, false, -1);
	}

	private Invariants(Clinic clinic, StoredTruth stored, boolean summaries, int mostTwice) {
		this.clinic = clinic;
		this.stored = stored;
		this.summaries = summaries;
		this.mostTwice = mostTwice;
	}

	/**
	 * The same, and that each summary is written from all entries. An instance that dies
	 * while it writes one has two minutes before another does.
	 */
	public Invariants withSummaries() {
		return new Invariants(this.clinic, this.stored, true, this.mostTwice);
	}

	/**
	 * The same, and that each appointment was told to both by mail. An instance that dies
	 * while it sends one has two minutes before another does, which may send it again.
	 * @param most how many mails may have gone out twice
	 */
	public Invariants withMails(int most) {
		return new Invariants(this.clinic, this.stored, this.summaries, most);
	}

	/**
	 * Looks until all is as it must be.
	 * @param patience how long everything may take to arrive
	 * @return what is still wrong then; nothing where all is well
	 */
	public List<String> faults(Duration patience) throws IOException, InterruptedException {
		// First of all: looking at the rest reads as the doctors read, and what that
		// leaves in the log would stand in for what is missing.
		List<String> all = new ArrayList<>(until(patience, this::lookAtAccesses));
		all.addAll(until(patience, this::look));
		return and(all.stream().distinct().toList());
	}

	private List<String> lookAtAccesses() throws IOException, InterruptedException {
		List<String> faults = Collections.synchronizedList(new ArrayList<>());
		SideBySide.map(this.clinic.patients(), AT_ONCE, (patient) -> {
			ofAccesses(patient, faults);
			return true;
		});
		return List.copyOf(faults);
	}

	/** What no patience mends. */
	private List<String> and(List<String> faults) {
		List<String> all = new ArrayList<>(faults);
		all.addAll(this.clinic.people().leaks());
		all.addAll(this.clinic.people().traffic().failures());
		all.addAll(this.clinic.refusals());
		return List.copyOf(all);
	}

	/**
	 * Looks at appointments, claims and holds only.
	 * @param patience how long everything may take to arrive
	 * @return what is still wrong then
	 */
	public List<String> ofBookings(Duration patience) throws IOException, InterruptedException {
		return and(until(patience, this::lookAtBookings));
	}

	private static List<String> until(Duration patience, Look look) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		List<String> faults = look.look();
		while (!faults.isEmpty() && System.nanoTime() < deadline) {
			TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
			faults = look.look();
		}
		return faults;
	}

	private List<String> lookAtBookings() throws IOException, InterruptedException {
		this.clinic.leavers().lookAgain();
		List<String> faults = Collections.synchronizedList(new ArrayList<>());
		SideBySide.map(this.clinic.patients(), AT_ONCE, (patient) -> {
			ofAppointments(patient, "the patient's appointments", this.clinic.ledger().appointments(patient.id()),
					items(patient, "/api/patient/appointments?limit=100"), faults);
			return true;
		});
		for (Person doctor : this.clinic.doctors()) {
			ofDoctor(doctor, faults);
		}
		faults.addAll(this.stored.faults(this.clinic));
		return List.copyOf(faults);
	}

	private List<String> look() throws IOException, InterruptedException {
		this.clinic.leavers().lookAgain();
		List<String> faults = Collections.synchronizedList(new ArrayList<>());
		Map<String, JsonNode> rows = new HashMap<>();
		for (Person doctor : this.clinic.doctors()) {
			for (JsonNode row : items(doctor, "/api/doctor/dashboard?limit=100")) {
				if (rows.put(doctor.id() + ":" + row.get("patientId").asString(), row) != null) {
					faults.add(doctor + ": a row is twice on the dashboard");
				}
			}
		}
		SideBySide.map(this.clinic.patients(), AT_ONCE, (patient) -> {
			ofPatient(patient, rows, faults);
			return true;
		});
		for (Person doctor : this.clinic.doctors()) {
			ofDoctor(doctor, faults);
		}
		faults.addAll(this.clinic.newcomers().faults());
		if (this.mostTwice >= 0 && this.clinic.mails().twice() > this.mostTwice) {
			faults.add(this.clinic.mails().twice() + " mails came twice");
		}
		faults.addAll(this.stored.faults(this.clinic));
		return List.copyOf(faults);
	}

	private void ofPatient(Person patient, Map<String, JsonNode> rows, List<String> faults)
			throws InterruptedException {
		Map<String, Written> written = this.clinic.ledger().entries(patient.id());
		List<JsonNode> diary = items(patient, "/api/patient/diary/entries?limit=100");
		ofEntries(patient, "the diary", written, diary, faults);
		for (JsonNode entry : diary) {
			if (isActive(entry) && entry.at("/assessment/entryVersion").asLong(0) != entry.get("version").asLong()) {
				faults.add(patient + ": an entry is not assessed");
			}
			if (isActive(entry)) {
				ofSeen(patient, entry, faults);
			}
		}
		Map<String, Booked> appointments = this.clinic.ledger().appointments(patient.id());
		ofAppointments(patient, "the patient's appointments", appointments,
				items(patient, "/api/patient/appointments?limit=100"), faults);
		Set<String> inLog = new HashSet<>(written.keySet());
		inLog.addAll(appointments.keySet());
		Map<String, Said> consultations = this.clinic.ledger().consultations(patient.id());
		inLog.addAll(consultations.keySet());
		List<JsonNode> medLog = items(patient, "/api/patient/med-log?limit=100");
		compare(faults, patient, "the med log", inLog, ids(medLog));
		ofEntries(patient, "the med log", written,
				medLog.stream().map((item) -> item.path("entry")).filter(JsonNode::isObject).toList(), faults);
		ofConsultations(patient, "the med log", consultations,
				medLog.stream().map((item) -> item.path("consultation")).filter(JsonNode::isObject).toList(), "",
				faults);
		for (Person doctor : this.clinic.careTeam(patient)) {
			ofConsultations(patient, "the doctor's reading of the consultations", consultations,
					items(doctor, "/api/doctor/patients/" + patient.id() + "/consultations?limit=100"), doctor.id(),
					faults);
			ofEntries(patient, "the doctor's reading of the diary", written,
					items(doctor, "/api/doctor/patients/" + patient.id() + "/diary/entries?limit=100"), faults);
			JsonNode row = rows.get(doctor.id() + ":" + patient.id());
			if (row == null) {
				faults.add(patient + " is not on the dashboard");
			}
			else {
				ofRow(patient, doctor, row, diary, appointments.values(), faults);
			}
		}
		ofQuestions(patient, faults);
		if (this.mostTwice >= 0) {
			ofMails(patient, appointments.values(), faults);
		}
		if (this.summaries && !written.isEmpty()) {
			ofSummary(patient, written, faults);
		}
		ofAccesses(patient, faults);
	}

	/** Each entry stands there once, in the words that were acknowledged last. */
	private static void ofEntries(Person patient, String where, Map<String, Written> written, List<JsonNode> shown,
			List<String> faults) {
		compare(faults, patient, where, written.keySet(), ids(shown));
		for (JsonNode entry : shown) {
			Written expected = written.get(entry.get("id").asString());
			if (expected != null && !expected
				.equals(new Written(entry.get("version").asLong(), entry.get("text").asString(), isActive(entry)))) {
				faults.add(patient + ": an entry in " + where + " is not as it was acknowledged");
			}
		}
	}

	/**
	 * Each consultation stands there once, in the words that were acknowledged last;
	 * private notes and what was taken back are shown to the author alone.
	 */
	private static void ofConsultations(Person patient, String where, Map<String, Said> said, List<JsonNode> shown,
			String readerId, List<String> faults) {
		compare(faults, patient, where, said.keySet(), ids(shown));
		for (JsonNode consultation : shown) {
			Said expected = said.get(consultation.get("id").asString());
			if (expected == null) {
				continue;
			}
			boolean own = expected.doctorId().equals(readerId);
			Said told = new Said(expected.version(), expected.doctorId(),
					(own || expected.active()) ? expected.message() : "", own ? expected.notes() : "",
					expected.active());
			if (!told.equals(new Said(consultation.get("version").asLong(), consultation.get("doctorId").asString(),
					consultation.path("message").asString(""), consultation.path("privateNotes").asString(""),
					consultation.get("status").asString().equals("finished")))) {
				faults.add(patient + ": a consultation in " + where + " is not as it was acknowledged");
			}
		}
	}

	/**
	 * Those who acknowledged the version that stands there, or answered it, and no
	 * others.
	 */
	private void ofSeen(Person patient, JsonNode entry, List<String> faults) {
		Set<String> acknowledged = new HashSet<>();
		for (Person doctor : this.clinic.careTeam(patient)) {
			Map<String, Long> versions = this.clinic.ledger().acknowledged(doctor.id(), patient.id());
			if (versions.getOrDefault(entry.get("id").asString(), 0L) == entry.get("version").asLong()) {
				acknowledged.add(doctor.id());
			}
		}
		List<String> shown = new ArrayList<>();
		entry.get("seenBy").forEach((seen) -> shown.add(seen.get("doctorId").asString()));
		compare(faults, patient, "those who have seen an entry", acknowledged, shown);
	}

	private static boolean isActive(JsonNode entry) {
		return entry.get("status").asString().equals("active");
	}

	/**
	 * The summary is written from all entries as they stand, and rests on nothing else.
	 */
	private static void ofSummary(Person patient, Map<String, Written> written, List<String> faults)
			throws InterruptedException {
		Answer summary = patient.get("/api/patient/summary");
		if (!summary.succeeded()) {
			if (written.values().stream().anyMatch(Written::active)) {
				faults.add(patient + ": there is no summary (" + summary.status() + ")");
			}
			return;
		}
		if (summary.json().get("newerEntries").asInt() != 0) {
			faults.add(patient + ": the summary lacks " + summary.json().get("newerEntries").asInt() + " entries");
		}
		for (JsonNode sentence : summary.json().get("sentences")) {
			for (JsonNode evidence : sentence.get("evidence")) {
				Written entry = written.get(evidence.get("entryId").asString());
				if (entry == null || !entry.active() || entry.version() != evidence.get("version").asLong()) {
					faults.add(patient + ": the summary rests on what does not stand any more");
				}
			}
		}
	}

	/** Each question stands there once, with an answer that came to its end. */
	private void ofQuestions(Person patient, List<String> faults) throws InterruptedException {
		for (Map.Entry<String, Set<String>> thread : this.clinic.ledger().questions(patient.id()).entrySet()) {
			List<JsonNode> messages = items(patient,
					"/api/patient/chat/threads/" + thread.getKey() + "/messages?limit=100");
			compare(faults, patient, "the chat", thread.getValue(), ids(messages));
			for (JsonNode message : messages) {
				if (!message.at("/answer/state").asString("").equals("done")) {
					faults.add(patient + ": a question has no whole answer");
				}
			}
		}
	}

	/** A row must be what the owners' data make. */
	private void ofRow(Person patient, Person doctor, JsonNode row, List<JsonNode> diary,
			Collection<Booked> appointments, List<String> faults) {
		Map<String, Long> seen = this.clinic.ledger().acknowledged(doctor.id(), patient.id());
		List<JsonNode> waiting = diary.stream().filter((entry) -> isActive(entry) && isNewerThan(seen, entry)).toList();
		List<String> uncovered = new ArrayList<>();
		row.get("uncovered")
			.forEach((entry) -> uncovered.add(entry.get("entryId").asString() + " " + entry.get("version").asLong()));
		if (waiting.size() <= 100) {
			compare(faults, patient, "the dashboard's row",
					waiting.stream()
						.map((entry) -> entry.get("id").asString() + " " + entry.get("version").asLong())
						.collect(Collectors.toSet()),
					uncovered);
		}
		expect(faults, patient, "waiting entries", String.valueOf(waiting.size()),
				row.get("waitingEntries").asString());
		Map<String, Long> opened = this.clinic.ledger().opened(doctor.id(), patient.id());
		long unread = waiting.stream().filter((entry) -> isNewerThan(opened, entry)).count();
		expect(faults, patient, "unread entries", String.valueOf(unread), row.get("unreadEntries").asString());
		String urgency = waiting.stream()
			.map((entry) -> entry.at("/assessment/level").asString("same-day"))
			.min(Comparator.comparingInt(LEVELS::indexOf))
			.orElse("");
		expect(faults, patient, "urgency", urgency, row.get("urgency").asString(""));
		String since = waiting.stream()
			.filter((entry) -> entry.at("/assessment/level").asString("same-day").equals(urgency))
			.map((entry) -> Instant.parse(entry.get("receivedAt").asString()))
			.min(Comparator.naturalOrder())
			.map(Instant::toString)
			.orElse("");
		String shown = row.get("waitingSince").isNull() ? ""
				: Instant.parse(row.get("waitingSince").asString()).toString();
		expect(faults, patient, "waiting since", since, shown);
		expect(faults, patient, "the name", patient.canary(), row.get("name").asString());
		expect(faults, patient, "assessed", "true", row.get("assessed").asString());
		List<String> fired = new ArrayList<>();
		waiting.forEach((entry) -> entry.at("/assessment/rules")
			.forEach((rule) -> fired.add(entry.get("id").asString() + " " + rule.get("id").asString())));
		List<String> reasons = new ArrayList<>();
		row.get("reasons")
			.forEach((reason) -> reasons.add(reason.get("entryId").asString() + " " + reason.get("ruleId").asString()));
		if (fired.size() <= 100) {
			compare(faults, patient, "the reasons of the dashboard's row", Set.copyOf(fired), reasons);
		}
		else {
			expect(faults, patient, "reasons", "100", String.valueOf(reasons.size()));
		}
		String next = appointments.stream()
			.filter((booked) -> booked.active() && booked.doctorId().equals(doctor.id())
					&& booked.end().isAfter(Instant.now()))
			.min(Comparator.comparing(Booked::start).thenComparing(Booked::id))
			.map((booked) -> booked.id() + " " + booked.start())
			.orElse("");
		String told = row.get("nextAppointment").isNull() ? "" : row.at("/nextAppointment/id").asString() + " "
				+ Instant.parse(row.at("/nextAppointment/start").asString());
		expect(faults, patient, "next appointment", next, told);
	}

	/**
	 * Somebody has a mail about each appointment as it stands, and none about what was
	 * never confirmed. A crash right behind the sending sends the same mail once more.
	 */
	private void ofMails(Person whose, Collection<Booked> appointments, List<String> faults)
			throws InterruptedException {
		Map<String, Integer> mails = this.clinic.mails().of(whose);
		Map<String, Booked> known = new HashMap<>();
		for (Booked booked : appointments) {
			known.put(booked.id(), booked);
			if (!mails.containsKey(booked.id() + "." + booked.version())) {
				faults.add(whose + " has no mail about an appointment as it stands");
			}
		}
		mails.forEach((told, copies) -> {
			int point = told.indexOf('.');
			Booked booked = known.get(told.substring(0, point));
			if (booked == null || Long.parseLong(told.substring(point + 1)) > booked.version()) {
				faults.add(whose + " has a mail about what nobody confirmed");
			}
			if (copies > 2) {
				faults.add(whose + " has one mail " + copies + " times");
			}
		});
	}

	private static boolean isNewerThan(Map<String, Long> known, JsonNode entry) {
		return entry.get("version").asLong() > known.getOrDefault(entry.get("id").asString(), 0L);
	}

	private static void expect(List<String> faults, Person patient, String what, String expected, String shown) {
		if (!expected.equals(shown)) {
			faults.add(
					patient + ": the dashboard's row shows " + what + " '" + shown + "' instead of '" + expected + "'");
		}
	}

	private void ofDoctor(Person doctor, List<String> faults) throws InterruptedException {
		Map<String, Booked> expected = new HashMap<>();
		for (Booked booked : this.clinic.ledger().appointments()) {
			if (booked.doctorId().equals(doctor.id())) {
				expected.put(booked.id(), booked);
			}
		}
		String from = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
		String to = LocalDate.now(ZoneOffset.UTC).plusDays(62).toString();
		ofAppointments(doctor, "the doctor's appointments", expected,
				items(doctor, "/api/doctor/appointments?limit=100&from=" + from + "&to=" + to),
				(view) -> this.clinic.hours().buffer(view.get("visitType").asString()), faults);
		if (this.mostTwice >= 0) {
			ofMails(doctor, expected.values(), faults);
		}
	}

	private static void ofAppointments(Person whose, String where, Map<String, Booked> expected, List<JsonNode> shown,
			List<String> faults) {
		ofAppointments(whose, where, expected, shown, (_) -> Duration.ZERO, faults);
	}

	private static void ofAppointments(Person whose, String where, Map<String, Booked> expected, List<JsonNode> shown,
			Function<JsonNode, Duration> buffer, List<String> faults) {
		compare(faults, whose, where, expected.keySet(), ids(shown));
		List<Booked> active = new ArrayList<>();
		for (JsonNode view : shown) {
			Booked booked = expected.get(view.get("id").asString());
			boolean isActive = view.get("status").asString().equals("booked");
			if (booked != null
					&& (booked.active() != isActive || !booked.start().equals(Clinic.instant(view.get("start")))
							|| booked.version() != view.get("version").asLong())) {
				faults.add(whose + ": an appointment in " + where + " is not as it was confirmed");
			}
			if (isActive) {
				active.add(new Booked("", "", "", Clinic.instant(view.get("start")),
						Clinic.instant(view.get("end")).plus(buffer.apply(view)), true, 0));
			}
		}
		active.sort(Comparator.comparing(Booked::start));
		for (int i = 1; i < active.size(); i++) {
			if (active.get(i).overlaps(active.get(i - 1))) {
				faults.add(whose + ": two appointments overlap in " + where);
			}
		}
	}

	private void ofAccesses(Person patient, List<String> faults) throws InterruptedException {
		Set<Ledger.Access> logged = new HashSet<>();
		List<JsonNode> log = items(patient, "/api/patient/access-log?limit=100");
		for (JsonNode access : log) {
			logged.add(new Ledger.Access(access.get("actorId").asString(), access.get("resource").asString(),
					access.get("action").asString(), Clinic.instant(access.get("at"))));
		}
		// A list shows many at once, and who stands there with them may change.
		List<String> once = log.stream()
			.filter((access) -> !(access.get("action").asString().equals("read")
					&& LISTS.contains(access.get("resource").asString())))
			.map((access) -> access.get("actorId").asString() + access.get("resource").asString()
					+ access.get("action").asString()
					+ Clinic.instant(access.get("at")).getEpochSecond() / Ledger.Access.BUCKET_SECONDS)
			.toList();
		if (new HashSet<>(once).size() != once.size()) {
			faults.add(patient + ": an access is twice in the log");
		}
		Set<Ledger.Access> done = this.clinic.ledger().accesses(patient.id());
		Set<String> team = this.clinic.careTeam(patient).stream().map(Person::id).collect(Collectors.toSet());
		for (Ledger.Access one : logged) {
			// What is read is read by those who look here, too.
			if (!team.contains(one.actorId())
					|| (one.action().equals("write") && done.stream().noneMatch((access) -> access.mayBe(one)))) {
				faults.add(patient + ": the log tells of what nobody did: " + one.resource() + " was " + one.action()
						+ " at " + one.at());
			}
		}
		for (Ledger.Access access : done) {
			if (logged.stream().noneMatch(access::isToldBy)) {
				faults.add(patient + ": the log lacks that " + access.resource() + " was " + access.action() + " at "
						+ access.at());
			}
		}
	}

	static void compare(List<String> faults, Person whose, String where, Set<String> acknowledged, List<String> found) {
		Set<String> distinct = new HashSet<>(found);
		if (distinct.size() != found.size()) {
			faults.add(whose + ": something is twice in " + where);
		}
		Set<String> missing = new HashSet<>(acknowledged);
		missing.removeAll(distinct);
		if (!missing.isEmpty()) {
			faults.add(whose + ": " + missing.size() + " missing in " + where);
		}
		distinct.removeAll(acknowledged);
		if (!distinct.isEmpty()) {
			faults.add(whose + ": " + distinct.size() + " that nobody acknowledged in " + where);
		}
	}

	static List<String> ids(List<JsonNode> items) {
		return items.stream().map((item) -> item.get("id").asString()).toList();
	}

	/** All pages of a list. */
	static List<JsonNode> items(Person reader, String path) throws InterruptedException {
		List<JsonNode> items = new ArrayList<>();
		String cursor = "";
		while (cursor != null) {
			JsonNode page = reader.gets(path + cursor, 200).json();
			page.get("items").forEach(items::add);
			cursor = page.path("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asString();
		}
		return items;
	}

	private interface Look {

		List<String> look() throws IOException, InterruptedException;

	}

}
