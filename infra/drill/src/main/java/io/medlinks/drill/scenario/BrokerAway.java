package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;

/**
 * The broker is killed for a minute.
 */
public final class BrokerAway implements Scenario {

	private static final String KAFKA = "kafka";

	private static final int PER_SECOND = 4;

	private static final double SLOWER = 1.5;

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
		Clinic clinic = Clinic.open(run.people(), 2, 16, Hours.PLENTY);
		int seconds = run.size().of(60, 15);
		run.say("warming up");
		write(run, clinic, seconds / 2, 1);
		run.say("the broker is up for " + seconds + " s");
		List<Long> before = write(run, clinic, seconds, 2);
		run.stack().kill(KAFKA);
		run.say("the broker is gone for " + seconds + " s");
		List<Long> during;
		try {
			during = write(run, clinic, seconds, 3);
		}
		finally {
			run.stack().restart(KAFKA);
		}
		run.say("the broker is back");
		long back = System.nanoTime();
		List<String> faults = new Invariants(clinic, run.stored()).faults(run.patience());
		run.figure("all had arrived after", Run.seconds(System.nanoTime() - back));
		run.faults("afterwards", faults);
		run.figure("writes before", before.size() + ", p50 " + Run.percentile(before, 0.5) + " ms, p99 "
				+ Run.percentile(before, 0.99) + " ms");
		run.figure("writes while it was down", during.size() + ", p50 " + Run.percentile(during, 0.5) + " ms, p99 "
				+ Run.percentile(during, 0.99) + " ms");
		double ratio = (double) Run.percentile(during, 0.99) / Math.max(1, Run.percentile(before, 0.99));
		run.figure("p99 down against up", String.format(Locale.ROOT, "%.2f", ratio));
		if (this.timed && ratio > SLOWER) {
			run.fault("writes became slower than allowed");
		}
		run.figure("acknowledged and found again", clinic.ledger().size());
	}

	/** Writes at a steady pace, whatever the answers take. */
	private static List<Long> write(Run run, Clinic clinic, int seconds, long seed)
			throws IOException, InterruptedException {
		run.people().traffic().takeWriteMillis();
		clinic.workSteadily(PER_SECOND, Duration.ofSeconds(seconds), seed);
		return run.people().traffic().takeWriteMillis();
	}

}
