package io.medlinks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.scenario.Run;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.stack.SideBySide;
import io.medlinks.load.Entries.Saved;

/**
 * Patients log entries at a steady pace, while all their doctors' dashboards are open.
 */
final class ToTheScreen implements Scenario {

	private static final int PER_SECOND = 10;

	private static final long BOUND_MILLIS = 1000;

	@Override
	public String name() {
		return "to-the-screen";
	}

	@Override
	public String promise() {
		return "At " + PER_SECOND + " entries a second, 95 of 100 are on the doctor's screen within " + BOUND_MILLIS
				+ " ms of the patient's save";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), run.size().of(10, 4), run.size().of(200, 40), Hours.PLENTY);
		try (Screens screens = new Screens(clinic.doctors())) {
			if (!screens.areOpen(run.patience())) {
				run.fault("the dashboards did not open");
				return;
			}
			Duration warmUp = Duration.ofSeconds(run.size().of(90, 10));
			Duration length = Duration.ofSeconds(run.size().of(60, 10));
			run.say("warming up for " + warmUp.toSeconds() + " s");
			List<Saved> warm = steadily(clinic, warmUp, 0);
			delays(run, clinic, screens, warm);
			run.say("measuring for " + length.toSeconds() + " s");
			OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
			machine.getCpuLoad();
			Map<String, Duration> before = run.stack().processorTime();
			List<Saved> measured = steadily(clinic, length, warm.size());
			Map<String, Duration> after = run.stack().processorTime();
			double busy = machine.getCpuLoad() * machine.getAvailableProcessors();
			Delays saves = new Delays(measured.stream().map(Saved::millis).toList());
			Delays toTheScreen = delays(run, clinic, screens, measured);
			run.figure("entries", measured.size());
			run.figure("until the save was acknowledged", saves);
			run.figure("until it was on the doctor's screen", toTheScreen);
			run.figure("processors busy",
					String.format(Locale.ROOT, "%.2f of %d", busy, machine.getAvailableProcessors()));
			run.figure("processor time for each entry", shares(before, after, measured.size()));
			run.figure("traffic", run.people().traffic());
			if (toTheScreen.p95() > BOUND_MILLIS) {
				run.fault("95 of 100 took up to " + toTheScreen.p95() + " ms");
			}
		}
	}

	/** What each part took, the most first. */
	private static String shares(Map<String, Duration> before, Map<String, Duration> after, int entries) {
		Map<String, Double> millis = new HashMap<>();
		after.forEach((part, time) -> millis.put(part,
				time.minus(before.getOrDefault(part, Duration.ZERO)).toMillis() / (double) entries));
		return millis.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Double>comparingByValue().reversed())
			.map((part) -> String.format(Locale.ROOT, "%s %.0f ms", part.getKey(), part.getValue()))
			.collect(Collectors.joining(", "));
	}

	/** Entries begin at a steady pace, whether earlier ones are acknowledged or not. */
	private static List<Saved> steadily(Clinic clinic, Duration length, int first)
			throws IOException, InterruptedException {
		List<Integer> numbers = IntStream.range(0, (int) (PER_SECOND * length.toSeconds())).boxed().toList();
		long begin = System.nanoTime();
		return SideBySide.map(numbers, numbers.size(), (number) -> {
			long due = begin + number * 1_000_000_000L / PER_SECOND;
			TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
			Person patient = clinic.patients().get((first + number) % clinic.patients().size());
			return Entries.log(patient, "", number);
		});
	}

	/** From the beginning of each save to each screen of the care team. */
	private static Delays delays(Run run, Clinic clinic, Screens screens, List<Saved> saved)
			throws InterruptedException {
		List<Long> millis = new ArrayList<>();
		int missing = 0;
		for (Saved entry : saved) {
			for (Person doctor : clinic.careTeam(entry.patient())) {
				OptionalLong shown = screens.shows(doctor, entry.id(), (missing == 0) ? run.patience() : Duration.ZERO);
				shown.ifPresent((at) -> millis.add((at - entry.begin()) / 1_000_000));
				missing += shown.isPresent() ? 0 : 1;
			}
		}
		if (missing > 0) {
			run.fault(missing + " screens never showed an entry");
		}
		return new Delays(millis);
	}

}
