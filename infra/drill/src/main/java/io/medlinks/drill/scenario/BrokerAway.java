package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.people.Traffic.Write;
import io.medlinks.drill.people.Watcher;

/**
 * The broker is killed for a minute.
 */
public final class BrokerAway implements Scenario {

	private static final String KAFKA = "kafka";

	private static final Pattern OUTBOX_AGE = Pattern.compile("medlinks_outbox_age_seconds(?:\\{[^}]*})? ([0-9.E-]+)");

	private static final Duration SHOWN = Duration.ofSeconds(5);

	/** The figures are renewed every ten seconds. */
	private static final Duration MEASURED = Duration.ofSeconds(30);

	private static final int PER_SECOND = 10;

	/** Nobody may have more than 20 appointments. */
	private static final int FEWER = 24;

	private static final int MANY = 90;

	private static final double SLOWER = 1.5;

	/** Somebody may find a time taken again and again. */
	private static final double AS_MANY = 0.95;

	private final boolean timed;

	/** With all that is promised. */
	public BrokerAway() {
		this(true);
	}

	private BrokerAway(boolean timed) {
		this.timed = timed;
	}

	/** Looks for what is lost; how long writes take is told only. */
	public static BrokerAway ofLosses() {
		return new BrokerAway(false);
	}

	@Override
	public String name() {
		return "broker-away";
	}

	@Override
	public String promise() {
		return "While the broker is down for a minute entries and bookings go on, p99 within 1.5 times of before, and "
				+ "everything arrives after";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), 2, run.size().of(MANY, FEWER), Hours.PLENTY);
		int seconds = run.size().of(60, 15);
		run.say("warming up");
		write(run, clinic, seconds / 2, 1);
		run.say("the broker is up for " + seconds + " s");
		int first = clinic.ledger().appointments().size();
		List<Write> before = write(run, clinic, seconds, 2);
		int second = clinic.ledger().appointments().size();
		List<Watcher> screens = clinic.patients()
			.subList(0, 2)
			.stream()
			.map((patient) -> Watcher.open(patient, "/api/patient/live"))
			.toList();
		run.stack().kill(KAFKA);
		run.say("the broker is gone for " + seconds + " s");
		List<Write> during;
		try {
			during = write(run, clinic, seconds, 3);
			looksAround(run, clinic, screens);
		}
		finally {
			run.stack().restart(KAFKA);
			screens.forEach(Watcher::close);
			screens.forEach((screen) -> run.faults("on " + screen.person() + "'s screen", screen.faults()));
		}
		run.say("the broker is back");
		int third = clinic.ledger().appointments().size();
		run.figure("appointments confirmed before, and while it was down", (second - first) + ", " + (third - second));
		if (third - second < AS_MANY * (second - first)) {
			run.fault("bookings did not go on");
		}
		long back = System.nanoTime();
		List<String> faults = new Invariants(clinic, run.stored()).withSummaries().faults(run.patience());
		run.figure("all had arrived after", Run.seconds(System.nanoTime() - back));
		run.faults("afterwards", faults);
		if (!Streams.holds(MEASURED,
				() -> outboxAge(run, run.stack().instancesOf("patient-service").getFirst()) == 0)) {
			run.fault("operators are told that events wait when none does");
		}
		compare(run, "entries", entries(before), entries(during));
		compare(run, "bookings", bookings(before), bookings(during));
		run.figure("acknowledged and found again", clinic.ledger().size());
	}

	/** Screens go on without the broker, and operators see that events wait. */
	private static void looksAround(Run run, Clinic clinic, List<Watcher> screens)
			throws IOException, InterruptedException {
		for (Watcher screen : screens) {
			String entry = clinic.logText(screen.person(), "Worse, " + screen.person().canary());
			if (!Streams.holds(SHOWN, () -> screen.hasSeen("entry:" + entry))) {
				run.fault("without the broker a screen does not show what was written");
			}
		}
		String patientService = run.stack().instancesOf("patient-service").getFirst();
		if (!Streams.holds(MEASURED, () -> outboxAge(run, patientService) > 0)) {
			run.fault("operators do not see that events wait");
		}
		run.figure("age of the oldest event that waited, s", Math.round(outboxAge(run, patientService)));
	}

	private static double outboxAge(Run run, String instance) throws InterruptedException {
		Matcher age = OUTBOX_AGE.matcher(run.stack().text(run.stack().serviceUrl(instance, "/actuator/prometheus")));
		return age.find() ? Double.parseDouble(age.group(1)) : Double.NaN;
	}

	/** Writes at a steady pace, whatever the answers take. */
	private static List<Write> write(Run run, Clinic clinic, int seconds, long seed)
			throws IOException, InterruptedException {
		run.people().traffic().takeWrites();
		clinic.workSteadily(PER_SECOND, Duration.ofSeconds(seconds), seed);
		return run.people().traffic().takeWrites();
	}

	private static List<Long> entries(List<Write> writes) {
		return writes.stream().filter(Predicate.not(Write::booking)).map(Write::millis).toList();
	}

	private static List<Long> bookings(List<Write> writes) {
		return writes.stream().filter(Write::booking).map(Write::millis).toList();
	}

	private void compare(Run run, String what, List<Long> before, List<Long> during) {
		double ratio = (double) Run.percentile(during, 0.99) / Math.max(1, Run.percentile(before, 0.99));
		run.figure(what + " before", said(before));
		run.figure(what + " while it was down", said(during));
		run.figure("p99 of " + what + ", down against up", String.format(Locale.ROOT, "%.2f", ratio));
		if (during.isEmpty()) {
			run.fault("there were no " + what + " while the broker was down");
		}
		if (this.timed && ratio > SLOWER) {
			run.fault(what + " became slower than allowed");
		}
	}

	private static String said(List<Long> millis) {
		return "%d, p50 %d ms, p99 %d ms".formatted(millis.size(), Run.percentile(millis, 0.5),
				Run.percentile(millis, 0.99));
	}

}
