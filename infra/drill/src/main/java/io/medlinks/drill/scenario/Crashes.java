package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.stack.Broker;
import io.medlinks.drill.stack.RunningStack;

/**
 * One of two instances dies at each named crash point, while people work.
 */
public final class Crashes implements Scenario {

	/** Where every service can die. */
	private static final List<String> ANYWHERE = List.of("outbox.written", "outbox.published", "outbox.pulled",
			"listener.handled", "deadletter.sent", "deadletter.replayed");

	private static final Map<String, List<String>> ELSEWHERE = elsewhere();

	private static final List<String> IN_SHORT = List.of("patient-service outbox.published",
			"doctor-service dashboard.fact-kept", "scheduling-service booking.booked",
			"ai-summary-service listener.handled");

	private static final String AMID_TRAFFIC = "";

	private static final int ROUNDS = 4;

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
	 * @param part what they contain, written as the module and the name
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
		this.only = List.of(new Point(module, point));
		this.part = "";
		this.name = "a crash of " + this.only.getFirst();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String promise() {
		return "One instance of each service and of the gateway is killed at each named crash point under traffic: "
				+ "nothing acknowledged is missing, nothing is applied twice";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Map<String, List<Point>> byModule = new LinkedHashMap<>();
		points(run).forEach((point) -> byModule.computeIfAbsent(point.module(), (_) -> new ArrayList<>()).add(point));
		if (byModule.isEmpty()) {
			run.fault("no crash point contains '" + this.part + "'");
		}
		int died = 0;
		List<String> found = new ArrayList<>();
		for (List<Point> points : byModule.values()) {
			Clinic clinic = Clinic.open(run.people(), 2, 16, Hours.PLENTY);
			Invariants invariants = new Invariants(clinic, run.stored());
			for (Point point : points) {
				died += crash(run, clinic, invariants, point) ? 1 : 0;
			}
			found.add(points.getFirst().module() + ": " + clinic.ledger().size());
		}
		run.figure("crash points", byModule.values().stream().mapToInt(List::size).sum());
		run.figure("instances that died there", died);
		run.figure("acknowledged and found again", String.join("; ", found));
		run.figure("traffic", run.people().traffic());
		run.reconcile();
	}

	/** Returns whether the instance died where it should. */
	private static boolean crash(Run run, Clinic clinic, Invariants invariants, Point point)
			throws IOException, InterruptedException {
		long begin = System.nanoTime();
		boolean reached = die(run, clinic, point);
		if (!reached) {
			run.fault(point + " was never reached");
			return false;
		}
		List<String> faults = restartBeside(run, point.instance(), () -> invariants.faults(run.patience()));
		run.faults(point.toString(), faults);
		run.say("%s: %s, %d faults, %s".formatted(point, clinic.ledger().size(), faults.size(),
				Run.seconds(System.nanoTime() - begin)));
		return true;
	}

	private List<Point> points(Run run) {
		if (!this.only.isEmpty()) {
			return this.only;
		}
		List<Point> all = new ArrayList<>();
		for (String service : RunningStack.SERVICES) {
			ANYWHERE.forEach((name) -> all.add(new Point(service, name)));
			ELSEWHERE.getOrDefault(service, List.of()).forEach((name) -> all.add(new Point(service, name)));
		}
		all.add(new Point("gateway", AMID_TRAFFIC));
		return all.stream()
			.filter((point) -> run.size() == Run.Size.FULL || IN_SHORT.contains(point.toString()))
			.filter((point) -> point.toString().contains(this.part))
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
		points.put("scheduling-service",
				List.of("access.recorded", "booking.claimed", "booking.booked", "booking.confirmed", "hold.kept",
						"move.claimed", "move.incoming", "move.committed", "move.activated", "move.confirmed",
						"cancel.unsettled", "cancel.cancelled", "messages.written", "messages.sent"));
		points.put("ai-summary-service", List.of("access.recorded", "chat.kept"));
		return points;
	}

	private static boolean die(Run run, Clinic clinic, Point point) throws IOException, InterruptedException {
		String instance = point.instance();
		long seed = point.hashCode();
		if (point.name().isEmpty()) {
			return killAmid(run, clinic, instance, seed);
		}
		try (Broker broker = new Broker(run.stack().kafka())) {
			SetAside setAside = new SetAside(run, broker);
			run.stack().arm(instance, point.name());
			for (int round = 0; round < ROUNDS && run.stack().isAlive(instance); round++) {
				clinic.work(run.size().of(100, 60), run.size().of(20, 12), seed * 100 + round);
				if (point.name().startsWith("deadletter.")) {
					broker.send(setAside.poison(clinic.patients().get(round)));
				}
				if (point.name().equals("deadletter.replayed")) {
					setAside.mend(point.module());
					setAside.replayWhile(point.module(), () -> run.stack().isAlive(instance));
				}
			}
			Streams.holds(LAST_STEP, () -> !run.stack().isAlive(instance));
			return !run.stack().isAlive(instance);
		}
		finally {
			run.stack().disarm(instance);
		}
	}

	private static boolean killAmid(Run run, Clinic clinic, String instance, long seed)
			throws IOException, InterruptedException {
		try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> work = thread.submit(() -> {
				clinic.work(run.size().of(100, 60), run.size().of(20, 12), seed * 100);
				return true;
			});
			TimeUnit.SECONDS.sleep(1);
			run.stack().kill(instance);
			work.get();
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
		return !run.stack().isAlive(instance);
	}

	/** What is left must be well before the dead instance is back. */
	static List<String> restartBeside(Run run, String instance, Look look) throws IOException, InterruptedException {
		List<String> faults = new ArrayList<>(look.look());
		run.stack().restart(instance);
		return faults;
	}

	/**
	 * A look at what is wrong.
	 */
	interface Look {

		List<String> look() throws IOException, InterruptedException;

	}

	private record Point(String module, String name) {

		String instance() {
			return this.module + "-2";
		}

		@Override
		public String toString() {
			return this.module + " " + (this.name.isEmpty() ? "amid traffic" : this.name);
		}

	}

}
