package io.medlinks.drill.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.people.Watcher;
import io.medlinks.drill.stack.SideBySide;

/**
 * Many screens are open while instances die; some stop reading; a patient ends a doctor's
 * care.
 */
public final class Streams implements Scenario {

	private static final Pattern OPEN_STREAMS = Pattern.compile("medlinks_live_streams(?:\\{[^}]*})? ([0-9.E]+)");

	/**
	 * More than the largest segment of this machine (64 kB): whoever offers less is sent
	 * to by the kernel's timers only once they have been silent, and those take their
	 * time.
	 */
	private static final int RECEIVE_BUFFER = 128 * 1024;

	private static final Duration REVOKED = Duration.ofSeconds(2);

	/**
	 * Within what time a neighbour's screen shows a change while somebody reads nothing.
	 */
	private static final Duration UNDISTURBED = Duration.ofSeconds(5);

	/** A slow reader has 30 seconds, once everything between is full. */
	private static final Duration DROPPED = Duration.ofSeconds(90);

	/** As long as an entry may be nearly, of letters that take three bytes each. */
	private static final String FILLER = "頭が痛い、".repeat(700);

	private static final int FILLER_KB = FILLER.getBytes(StandardCharsets.UTF_8).length / 1024;

	/**
	 * Longer than the kernel's longest timer (120 s): on each way between a service, the
	 * gateway and a reader who stopped, what was not taken for a while is sent again by
	 * those only.
	 */
	private static final Duration ENDED = Duration.ofSeconds(150);

	/** Within what time a good client has opened a stream again that ended. */
	private static final Duration BACK = Duration.ofSeconds(3);

	private static final int LOOKS = 3;

	private static final int AT_ONCE = 40;

	/** Several times what lies between a service and a reader. */
	private static final int MOST_UNREAD = 1400;

	private final List<String> killed;

	private final boolean stopsReading;

	/** All of it. */
	public Streams() {
		this(List.of("patient-service-2", "doctor-service-2", "gateway-2"), true);
	}

	private Streams(List<String> killed, boolean stopsReading) {
		this.killed = killed;
		this.stopsReading = stopsReading;
	}

	/** Without a reader who stops reading, who is one for the long drill. */
	public static Streams ofReaders() {
		return new Streams(new Streams().killed, false);
	}

	/** With a reader who stops reading, and nobody killed. */
	public static Streams ofOneWhoStopsReading() {
		return new Streams(List.of(), true);
	}

	@Override
	public String name() {
		return "streams" + (this.killed.isEmpty() ? " of one who stops reading" : "")
				+ (this.stopsReading ? "" : " of readers");
	}

	@Override
	public String promise() {
		return "200 readers see each change once while instances are killed; those who stop reading are dropped and nobody "
				+ "else notices; ended care leaves open screens within two seconds";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		int doctors = run.size().of(10, 2);
		int patients = run.size().of(90, 8);
		Clinic clinic = Clinic.open(run.people(), doctors, patients, Hours.PLENTY);
		clinic.keepCare();
		List<Watcher> watchers = new ArrayList<>();
		try {
			openAmid(clinic, watchers);
			await(run, "all screens are open", Duration.ofSeconds(60),
					() -> watchers.stream().allMatch((watcher) -> watcher.snapshots() > 0));
			run.figure("readers", watchers.size());
			for (List<String> together : killings(run)) {
				run.say("killing " + String.join(", ", together));
				killAmid(run, clinic, together, together.hashCode());
				run.stack().restart(together.toArray(String[]::new));
			}
			clinic.work(patients, patients / 10, 99);
			run.faults("afterwards", new Invariants(clinic, run.stored()).faults(run.patience()));
			look(run, clinic, watchers);
			List<Watcher> others = watchers;
			if (this.stopsReading) {
				stopsReading(run, clinic, watchers);
				// Whoever is told so much at once is caught up by snapshots.
				others = watchers.stream()
					.filter((watcher) -> !watcher.person().equals(clinic.patients().getFirst()))
					.toList();
				run.faults("on the others' screens, after one who stopped reading", Screens.faults(clinic, others));
			}
			revoke(run, clinic, watchers);
			others.forEach((watcher) -> run.faults("at last, on a screen of " + watcher.person(), watcher.faults()));
		}
		finally {
			watchers.forEach(Watcher::close);
		}
	}

	/** Screens that open while things change must miss nothing from the first moment. */
	private static void openAmid(Clinic clinic, List<Watcher> watchers) throws IOException, InterruptedException {
		try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> work = thread.submit(() -> {
				clinic.work(2 * clinic.patients().size(), clinic.patients().size() / 5, 55);
				return true;
			});
			for (int screen = 0; screen < 2; screen++) {
				clinic.patients().forEach((patient) -> watchers.add(Watcher.open(patient, "/api/patient/live")));
				clinic.doctors().forEach((doctor) -> watchers.add(Watcher.open(doctor, "/api/doctor/live")));
			}
			work.get();
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
	}

	/** One after the other at full size, at once in short. */
	private List<List<String>> killings(Run run) {
		if (run.size() == Run.Size.FULL || this.killed.isEmpty()) {
			return this.killed.stream().map(List::of).toList();
		}
		return List.of(this.killed);
	}

	private static void killAmid(Run run, Clinic clinic, List<String> instances, long seed)
			throws IOException, InterruptedException {
		int patients = clinic.patients().size();
		AmidTraffic.happens(clinic, patients, patients / 10, seed, () -> instances.forEach(run.stack()::kill));
	}

	private void look(Run run, Clinic clinic, List<Watcher> watchers) throws IOException, InterruptedException {
		run.faults("on the screens", Screens.faults(clinic, watchers));
		int resumes = watchers.stream().mapToInt(Watcher::resumes).sum();
		int snapshots = watchers.stream().mapToInt(Watcher::snapshots).sum();
		run.figure("changes and snapshots shown", watchers.stream().mapToLong(Watcher::events).sum());
		run.figure("streams opened again behind the last event", resumes);
		run.figure("snapshots", snapshots);
		if (resumes == 0 && !this.killed.isEmpty()) {
			run.fault("no stream was opened again, though instances died");
		}
		if (snapshots != watchers.size()) {
			run.fault(watchers.size() + " screens were begun with " + snapshots + " snapshots");
		}
	}

	/**
	 * Opens screens by hand and reads nothing of them: one as people do, one straight at
	 * the service, as the gateway too cuts whoever takes nothing.
	 */
	private static void stopsReading(Run run, Clinic clinic, List<Watcher> watchers)
			throws IOException, InterruptedException {
		Person patient = clinic.patients().getFirst();
		Person other = clinic.patients().get(1);
		URI gateway = URI.create(run.stack().gateways().getFirst());
		URI service = URI.create(run.stack().serviceUrl(run.stack().instancesOf("patient-service").getFirst(), ""));
		long before = watchers.stream().filter((watcher) -> watcher.person().role().equals("patient")).count();
		// A token that ended first would hide a reader who is kept.
		patient.renew();
		await(run, "nobody but the readers has a screen open", Duration.ofSeconds(60),
				() -> openStreams(run) == before);
		try (Socket first = unread(patient, gateway);
				Socket second = unread(patient, service);
				Watcher neighbour = Watcher.open(other, "/api/patient/live")) {
			await(run, "somebody opened screens and reads nothing", Duration.ofSeconds(20),
					() -> openStreams(run) >= before + 3);
			long begin = System.nanoTime();
			clinic.logOne(other);
			long slowest = 0;
			int unread = 0;
			boolean dropped = false;
			long deadline = System.nanoTime() + DROPPED.toNanos();
			while (!dropped && unread < MOST_UNREAD && System.nanoTime() < deadline) {
				SideBySide.map(IntStream.range(0, AT_ONCE).boxed().toList(), 4, (_) -> clinic.logText(patient, FILLER));
				unread += AT_ONCE;
				slowest = Math.max(slowest, showsAnother(neighbour, clinic, other));
				dropped = areAtMost(run, before + 1);
			}
			dropped = holds(DROPPED, () -> areAtMost(run, before + 1));
			run.figure("meanwhile a neighbour's screen took", slowest + " ms at the most");
			if (slowest > UNDISTURBED.toMillis()) {
				run.fault("who stopped reading held a neighbour's screen up for " + slowest + " ms");
			}
			run.figure("who stopped reading was dropped", dropped ? "after at the most %d kB unread and %s"
				.formatted(unread * FILLER_KB, Run.seconds(System.nanoTime() - begin)) : "never");
			if (!dropped) {
				run.fault("who stopped reading was never dropped");
			}
			else if (!ends(first) || !ends(second)) {
				run.fault("who stopped reading was dropped, and the connection stayed open");
			}
		}
	}

	private static Socket unread(Person patient, URI address) throws IOException, InterruptedException {
		Socket socket = new Socket();
		try {
			socket.setReceiveBufferSize(RECEIVE_BUFFER);
			socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
			OutputStream out = socket.getOutputStream();
			out.write(("GET /api/patient/live HTTP/1.1\r\nHost: localhost:" + address.getPort()
					+ "\r\nConnection: close\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
					+ patient.accessToken() + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/** Takes what was unread; behind it nothing more may come but the end. */
	private static boolean ends(Socket socket) throws IOException {
		byte[] unread = new byte[RECEIVE_BUFFER];
		long deadline = System.nanoTime() + ENDED.toNanos();
		try {
			while (System.nanoTime() < deadline) {
				socket.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
				if (socket.getInputStream().read(unread) < 0) {
					return true;
				}
			}
			return false;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	private static long showsAnother(Watcher neighbour, Clinic clinic, Person other)
			throws IOException, InterruptedException {
		long begin = System.nanoTime();
		String id = clinic.logText(other, "A little better");
		if (!holds(Duration.ofSeconds(20), () -> neighbour.hasSeen("entry:" + id))) {
			return Duration.ofSeconds(20).toMillis();
		}
		return (System.nanoTime() - begin) / 1_000_000;
	}

	private static boolean shows(Watcher screen, String row) {
		try {
			return holds(Duration.ofSeconds(20), () -> screen.hasSeen(row));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Whether no more are open, not even when whoever opens a stream again is back. */
	private static boolean areAtMost(Run run, long most) throws InterruptedException {
		for (int look = 1; look < LOOKS; look++) {
			if (openStreams(run) > most) {
				return false;
			}
			TimeUnit.NANOSECONDS.sleep(BACK.toNanos());
		}
		return openStreams(run) <= most;
	}

	/**
	 * How many screens patients have open; without bound as long as an instance does not
	 * say so, for silence is no sign that somebody was dropped.
	 */
	private static double openStreams(Run run) throws InterruptedException {
		double open = 0;
		for (String instance : run.stack().instancesOf("patient-service")) {
			Matcher metric = OPEN_STREAMS
				.matcher(run.stack().text(run.stack().serviceUrl(instance, "/actuator/prometheus")));
			open += metric.find() ? Double.parseDouble(metric.group(1)) : Double.POSITIVE_INFINITY;
		}
		return open;
	}

	private static void revoke(Run run, Clinic clinic, List<Watcher> watchers)
			throws IOException, InterruptedException {
		long slowest = 0;
		int screens = 0;
		for (Person patient : clinic.patients().subList(0, Math.min(10, clinic.patients().size()))) {
			Person doctor = clinic.careTeam(patient).getFirst();
			String key = "dashboard:" + patient.id();
			List<Watcher> ofDoctor = watchers.stream().filter((watcher) -> watcher.person().equals(doctor)).toList();
			long begin = System.nanoTime();
			Answer ended = patient.write("DELETE", "/api/patient/care-team/" + doctor.id(), "");
			if (!ended.succeeded()) {
				run.fault("ending the care was refused with " + ended.status());
			}
			for (Watcher screen : ofDoctor) {
				boolean gone = holds(Duration.ofSeconds(20), () -> !screen.rows().containsKey(key));
				slowest = Math.max(slowest, (System.nanoTime() - begin) / 1_000_000);
				screens++;
				if (!gone) {
					run.fault(doctor + " still sees a patient who ended the care");
				}
			}
			run.people().mayKnowNoMore(doctor, patient);
			String later = clinic.logText(patient, "Later, " + patient.canary());
			if (watchers.stream()
				.filter((watcher) -> watcher.person().equals(patient))
				.anyMatch((own) -> !shows(own, "entry:" + later))) {
				run.fault("what " + patient + " wrote after the care had ended is not on the patient's own screen");
			}
		}
		// By now it would have come to the doctors too.
		TimeUnit.NANOSECONDS.sleep(BACK.toNanos());
		for (Person patient : clinic.patients().subList(0, Math.min(10, clinic.patients().size()))) {
			Person doctor = clinic.careTeam(patient).getFirst();
			if (watchers.stream()
				.anyMatch((watcher) -> watcher.person().equals(doctor)
						&& watcher.rows().containsKey("dashboard:" + patient.id()))) {
				run.fault(doctor + " sees a patient again who ended the care");
			}
		}
		run.figure("patients left " + screens + " screens of their doctors after at the most", slowest + " ms");
		if (slowest > REVOKED.toMillis()) {
			run.fault("a screen showed a patient for " + slowest + " ms after the care had ended");
		}
	}

	static boolean holds(Duration patience, Check check) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		while (!check.holds()) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			TimeUnit.MILLISECONDS.sleep(20);
		}
		return true;
	}

	static void await(Run run, String what, Duration patience, Check check) throws IOException, InterruptedException {
		if (holds(patience, check)) {
			run.say(what);
		}
		else {
			run.fault("it did not happen that " + what);
		}
	}

	/**
	 * Something that becomes true.
	 */
	interface Check {

		boolean holds() throws IOException, InterruptedException;

	}

}
