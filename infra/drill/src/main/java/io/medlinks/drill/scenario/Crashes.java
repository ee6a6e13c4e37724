package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.people.Watcher;
import io.medlinks.drill.stack.Broker;
import io.medlinks.drill.stack.RunningStack;

/**
 * One of two instances dies at each named crash point, while people work.
 */
public final class Crashes implements Scenario {

	/** Where every service can die. */
	private static final List<String> ANYWHERE = List.of("outbox.written", "outbox.published", "outbox.pulled",
			"listener.handled", "deadletter.sent", "deadletter.replayed");

	private static final String SCHEDULING = "scheduling-service";

	private static final Map<String, List<String>> ELSEWHERE = elsewhere();

	private static final List<String> IN_SHORT = List.of("patient-service outbox.published",
			"doctor-service dashboard.fact-kept", "scheduling-service booking.booked",
			"ai-summary-service listener.handled");

	/** Where something is begun that nobody ends where nobody asks again. */
	private static final List<String> LEFT = List.of("booking.claimed", "move.claimed", "move.incoming",
			"move.committed", "cancel.unsettled");

	/** Where something is left untold until the same happens again. */
	private static final Map<String, List<String>> QUIET = quiet();

	private static final String AMID_TRAFFIC = "";

	private static final int WATCHING_PATIENTS = 4;

	/** What is acknowledged while an instance dies, at least. */
	private static final int ENTRIES = 100;

	private static final int BOOKINGS = 20;

	private static final int FEWER_ENTRIES = 60;

	private static final int FEWER_BOOKINGS = 12;

	/** In which all that follows from it has happened. */
	private static final Duration NEXT_ONE = Duration.ofSeconds(2);

	private static final int ROUNDS = 4;

	/** So many ask once and leave before the point counts as never reached. */
	private static final int LEAVERS = 40;

	/**
	 * So many points share a clinic: the fuller it is, the longer each look at it takes.
	 */
	private static final int IN_ONE_CLINIC = 5;

	private static final Duration WITH_MAILS = Duration.ofSeconds(150);

	/**
	 * So many mails are under way at once, and may go out again behind a crash.
	 */
	static final int MAILS_AT_ONCE = 4;

	/** What the last request has set going may be under way still. */
	private static final Duration LAST_STEP = Duration.ofSeconds(5);

	private final List<Point> only;

	private final String part;

	private final String name;

	/** All crash points. */
	public Crashes() {
		this("");
	}

	/**
	 * Some of the crash points.
	 * @param part what they contain, written as the module and the name; several such
	 * texts with commas in between
	 */
	public Crashes(String part) {
		this.only = List.of();
		this.part = part;
		this.name = "crashes";
	}

	/**
	 * One crash point.
	 * @param module the module that comes by there
	 * @param point its name; empty to kill the instance amid traffic
	 */
	public Crashes(String module, String point) {
		this(new Point(module, point, Way.AMID_WORK));
	}

	private Crashes(Point point) {
		this.only = List.of(point);
		this.part = "";
		this.name = "a crash of " + point;
	}

	/**
	 * One crash point, where those whom it leaves without an answer do not ask again.
	 * @param point its name, a step of booking, moving or cancelling
	 */
	public static Crashes left(String point) {
		return new Crashes(new Point(SCHEDULING, point, Way.LEFT));
	}

	/**
	 * One crash point, after which nothing happens that could hide what the crash left
	 * undone.
	 * @param module the module that comes by there
	 * @param point its name, a step of what follows from an entry or a booking
	 */
	public static Crashes quietly(String module, String point) {
		return new Crashes(new Point(module, point, Way.QUIET));
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String title() {
		return this.part.isEmpty() ? this.name : this.name + " at " + this.part;
	}

	@Override
	public String promise() {
		return "One instance of each service and of the gateway is killed at each named crash point under traffic: "
				+ "nothing acknowledged is missing, nothing is applied twice";
	}

	/**
	 * A mail that an instance had under way when it died is another's after two minutes.
	 */
	@Override
	public Duration patience() {
		return this.only.stream().anyMatch(Point::isOfMails) ? WITH_MAILS : Duration.ZERO;
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		List<Point> points = points(run);
		if (points.isEmpty()) {
			run.fault("no crash point contains '" + this.part + "'");
		}
		int died = 0;
		List<String> found = new ArrayList<>();
		for (Map.Entry<String, List<List<Point>>> group : casesByGroup(run, points).entrySet()) {
			int entries = 0;
			int appointments = 0;
			for (List<List<Point>> cases : inClinics(group.getValue())) {
				Clinic clinic = Clinic.open(run.people(), 2, 16, Hours.PLENTY);
				List<Watcher> screens = screens(clinic);
				try {
					for (List<Point> together : cases) {
						died += crash(run, clinic, screens, together);
					}
				}
				finally {
					screens.forEach(Watcher::close);
				}
				run.reconcile();
				entries += clinic.ledger().entries();
				appointments += clinic.ledger().appointments().size();
			}
			found.add("%s: %d entries, %d appointments".formatted(group.getKey(), entries, appointments));
		}
		run.figure("crash points", points.size());
		run.figure("instances that died there", died);
		run.figure("acknowledged and found again", String.join("; ", found));
	}

	/**
	 * At full size the points are taken one by one, with clinics for each module; in
	 * short the instances of all services die amid the same traffic.
	 */
	private static Map<String, List<List<Point>>> casesByGroup(Run run, List<Point> points) {
		if (run.size() == Run.Size.SHORT) {
			return points.isEmpty() ? Map.of() : Map.of("together", List.of(points));
		}
		Map<String, List<List<Point>>> byModule = new LinkedHashMap<>();
		points
			.forEach((point) -> byModule.computeIfAbsent(point.module(), (_) -> new ArrayList<>()).add(List.of(point)));
		return byModule;
	}

	private static List<List<List<Point>>> inClinics(List<List<Point>> cases) {
		List<List<List<Point>>> clinics = new ArrayList<>();
		for (int first = 0; first < cases.size(); first += IN_ONE_CLINIC) {
			clinics.add(cases.subList(first, Math.min(first + IN_ONE_CLINIC, cases.size())));
		}
		return clinics;
	}

	/** The doctors and some patients watch all the time. */
	private static List<Watcher> screens(Clinic clinic) {
		return Stream
			.concat(clinic.doctors().stream().map((doctor) -> Watcher.open(doctor, "/api/doctor/live")),
					clinic.patients()
						.subList(0, WATCHING_PATIENTS)
						.stream()
						.map((patient) -> Watcher.open(patient, "/api/patient/live")))
			.toList();
	}

	/** Returns how many instances died where they should. */
	private static int crash(Run run, Clinic clinic, List<Watcher> screens, List<Point> points)
			throws IOException, InterruptedException {
		long begin = System.nanoTime();
		int entries = clinic.ledger().entries();
		int appointments = clinic.ledger().appointments().size();
		List<Point> reached = die(run, clinic, points);
		if (points.getFirst().way() != Way.QUIET && (clinic.ledger().entries()
				- entries < run.size().of(ENTRIES, FEWER_ENTRIES)
				|| clinic.ledger().appointments().size() - appointments < run.size().of(BOOKINGS, FEWER_BOOKINGS))) {
			run.fault(points + " had too little traffic");
		}
		points.stream()
			.filter((point) -> !reached.contains(point))
			.forEach((point) -> run.fault(point + " was never reached"));
		if (reached.isEmpty()) {
			return 0;
		}
		String where = reached.stream().map(Point::toString).collect(Collectors.joining(", "));
		List<String> faults = restartBeside(run, reached.stream().map(Point::instance).toList(),
				() -> faults(run, clinic, screens, reached));
		run.faults(where, faults);
		run.say("%s: %s, %d faults, %s".formatted(where, clinic.ledger().size(), faults.size(),
				Run.seconds(System.nanoTime() - begin)));
		return reached.size();
	}

	private static List<String> faults(Run run, Clinic clinic, List<Watcher> screens, List<Point> reached)
			throws IOException, InterruptedException {
		Invariants invariants = new Invariants(clinic, run.stored());
		if (run.size() == Run.Size.FULL) {
			invariants = invariants.withSummaries();
		}
		if (run.size() == Run.Size.FULL || reached.stream().anyMatch(Point::isOfMails)) {
			boolean mayComeTwice = reached.stream().anyMatch((point) -> point.module().equals(SCHEDULING));
			invariants = invariants.withMails(mayComeTwice ? IN_ONE_CLINIC * MAILS_AT_ONCE : 0);
		}
		List<String> faults = new ArrayList<>(invariants.faults(run.patience()));
		faults.addAll(Screens.faults(clinic, screens));
		return faults;
	}

	private List<Point> points(Run run) {
		if (!this.only.isEmpty()) {
			return this.only;
		}
		List<Point> all = new ArrayList<>();
		for (String service : RunningStack.SERVICES) {
			// A reader's access is recorded once in five minutes, so these come while the
			// clinic is new.
			ELSEWHERE.getOrDefault(service, List.of())
				.forEach((name) -> all.add(new Point(service, name, Way.AMID_WORK)));
			ANYWHERE.forEach((name) -> all.add(new Point(service, name, Way.AMID_WORK)));
		}
		LEFT.forEach((name) -> all.add(new Point(SCHEDULING, name, Way.LEFT)));
		QUIET.forEach((service, names) -> names.forEach((name) -> all.add(new Point(service, name, Way.QUIET))));
		all.add(new Point("gateway", AMID_TRAFFIC, Way.AMID_WORK));
		return all.stream()
			.filter((point) -> run.size() == Run.Size.FULL || IN_SHORT.contains(point.toString()))
			.filter((point) -> Arrays.stream(this.part.split(","))
				.map(String::strip)
				.anyMatch(point.toString()::contains))
			.toList();
	}

	/**
	 * Those of one service; a point's module is the one that comes by there. Sessions die
	 * in a scenario of their own.
	 */
	private static Map<String, List<String>> elsewhere() {
		Map<String, List<String>> points = new LinkedHashMap<>();
		points.put("patient-service",
				List.of("access.recorded", "live.appended", "interview.kept", "invitation.account-made",
						"invitation.account-known", "invitation.recorded", "invitation.mailed", "invitation.let-in"));
		points.put("doctor-service", List.of("access.recorded", "live.appended", "dashboard.fact-kept",
				"dashboard.row-written", "consultation.recorded", "approval.decided", "approval.role-given"));
		points.put(SCHEDULING,
				List.of("access.recorded", "booking.claimed", "booking.booked", "booking.confirmed", "hold.kept",
						"move.claimed", "move.incoming", "move.committed", "move.activated", "move.confirmed",
						"cancel.unsettled", "cancel.cancelled", "messages.written", "messages.sent"));
		points.put("ai-summary-service", List.of("access.recorded", "chat.kept"));
		return points;
	}

	private static Map<String, List<String>> quiet() {
		Map<String, List<String>> points = new LinkedHashMap<>();
		points.put("patient-service", List.of("outbox.published", "live.appended"));
		points.put("doctor-service", List.of("dashboard.fact-kept", "dashboard.row-written", "live.appended"));
		points.put("ai-summary-service", List.of("outbox.written", "outbox.published"));
		return points;
	}

	/** The names of all crash points at which instances die here. */
	static Set<String> crashPoints() {
		return Stream.concat(ANYWHERE.stream(), ELSEWHERE.values().stream().flatMap(List::stream))
			.collect(Collectors.toUnmodifiableSet());
	}

	/** Returns where instances died. */
	private static List<Point> die(Run run, Clinic clinic, List<Point> points)
			throws IOException, InterruptedException {
		long seed = System.nanoTime() & Integer.MAX_VALUE;
		if (points.getFirst().name().isEmpty()) {
			killAmid(run, clinic, points.getFirst().instance(), seed);
			return points;
		}
		if (points.getFirst().way() == Way.QUIET) {
			return dieQuietly(run, clinic, points.getFirst());
		}
		try (Broker broker = new Broker(run.stack().kafka())) {
			SetAside setAside = new SetAside(run, broker);
			for (Point point : points) {
				run.stack().arm(point.instance(), point.name());
			}
			for (int round = 0; round < ROUNDS && (round == 0 || !areDead(run, points)); round++) {
				leave(run, clinic, points, seed * 100 + round);
				clinic.work(run.size().of(ENTRIES, FEWER_ENTRIES), run.size().of(BOOKINGS, FEWER_BOOKINGS),
						seed * 100 + round);
				for (Point point : points) {
					setAside(run, setAside, broker, clinic.patients().get(round), point);
				}
			}
			Streams.holds(LAST_STEP, () -> areDead(run, points));
			return points.stream().filter((point) -> !run.stack().isAlive(point.instance())).toList();
		}
		finally {
			for (Point point : points) {
				run.stack().disarm(point.instance());
			}
		}
	}

	/**
	 * Patients do one thing each, one after the other, until the instance has died; which
	 * instance is at work on it is luck.
	 */
	private static List<Point> dieQuietly(Run run, Clinic clinic, Point point)
			throws IOException, InterruptedException {
		run.stack().arm(point.instance(), point.name());
		try {
			for (int i = 0; i < LEAVERS && run.stack().isAlive(point.instance()); i++) {
				follow(clinic, clinic.patients().get(i % clinic.patients().size()), point, i);
				Streams.holds(NEXT_ONE, () -> !run.stack().isAlive(point.instance()));
			}
			return run.stack().isAlive(point.instance()) ? List.of() : List.of(point);
		}
		finally {
			run.stack().disarm(point.instance());
		}
	}

	/**
	 * An entry has consequences that come one after the other, and each shows a doctor's
	 * row anew; a first appointment has one.
	 */
	private static void follow(Clinic clinic, Person patient, Point point, int number) throws InterruptedException {
		if (point.module().equals("doctor-service")) {
			clinic.book(patient, clinic.careTeam(patient).getFirst(), true, new Random(number));
		}
		else {
			clinic.logOne(patient);
		}
	}

	/**
	 * Those who leave come one after the other and before all others, so that the
	 * instance dies with one of them.
	 */
	private static void leave(Run run, Clinic clinic, List<Point> points, long seed) throws InterruptedException {
		Random random = new Random(seed);
		for (Point point : points) {
			for (int i = 0; point.way() == Way.LEFT && i < LEAVERS && run.stack().isAlive(point.instance()); i++) {
				Person patient = clinic.patients().get(random.nextInt(clinic.patients().size()));
				switch (point.name().substring(0, point.name().indexOf('.'))) {
					case "booking" -> clinic.leavers().book(patient, random);
					case "move" -> clinic.leavers().move(patient, random);
					case "cancel" -> clinic.leavers().cancel(patient, random);
					default -> throw new IllegalStateException("Nobody leaves at " + point);
				}
			}
		}
	}

	private static boolean areDead(Run run, List<Point> points) {
		return points.stream().noneMatch((point) -> run.stack().isAlive(point.instance()));
	}

	private static void setAside(Run run, SetAside setAside, Broker broker, Person patient, Point point)
			throws IOException, InterruptedException {
		if (point.name().startsWith("deadletter.")) {
			broker.send(setAside.poison(patient));
		}
		if (point.name().equals("deadletter.replayed")) {
			List<String> mended = setAside.mend(point.module());
			setAside.replayWhile(point.module(), () -> run.stack().isAlive(point.instance()));
			if (!run.stack().isAlive(point.instance())) {
				setAside.replayAll(point.module(), mended);
			}
		}
	}

	/**
	 * The instance dies when half of the entries are acknowledged, the doctors have just
	 * read all diaries and everybody writes at once.
	 */
	private static void killAmid(Run run, Clinic clinic, String instance, long seed)
			throws IOException, InterruptedException {
		int entries = run.size().of(ENTRIES, FEWER_ENTRIES);
		int half = clinic.ledger().entries() + entries / 2;
		try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> work = thread.submit(() -> {
				clinic.work(entries, run.size().of(BOOKINGS, FEWER_BOOKINGS), seed * 100);
				return true;
			});
			while (clinic.ledger().entries() < half && !work.isDone()) {
				TimeUnit.MILLISECONDS.sleep(10);
			}
			clinic.round();
			int before = clinic.ledger().entries();
			Future<?> all = thread.submit(() -> {
				clinic.logEverybody();
				return true;
			});
			while (clinic.ledger().entries() < before + clinic.patients().size() / 2 && !all.isDone()) {
				TimeUnit.MILLISECONDS.sleep(1);
			}
			run.stack().kill(instance);
			all.get();
			work.get();
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
	}

	/** What is left must be well before the dead instance is back. */
	static List<String> restartBeside(Run run, List<String> instances, Look look)
			throws IOException, InterruptedException {
		List<String> faults = new ArrayList<>(look.look());
		run.stack().restart(instances.toArray(String[]::new));
		return faults;
	}

	/**
	 * A look at what is wrong.
	 */
	interface Look {

		List<String> look() throws IOException, InterruptedException;

	}

	/** What happens before and after. */
	private enum Way {

		/** People work, and go on. */
		AMID_WORK(""),

		/** Who gets no answer leaves. */
		LEFT(", and nobody asks again"),

		/** One thing after the other comes alone, and none after the last. */
		QUIET(", and nothing else happens");

		private final String words;

		Way(String words) {
			this.words = words;
		}

	}

	private record Point(String module, String name, Way way) {

		String instance() {
			return this.module + "-2";
		}

		boolean isOfMails() {
			return this.name.startsWith("messages.");
		}

		@Override
		public String toString() {
			return this.module + " " + (this.name.isEmpty() ? "amid traffic" : this.name) + this.way.words;
		}

	}

}
