package io.medlinks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.scenario.Run;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.stack.SideBySide;
import io.medlinks.load.Entries.Saved;

/**
 * Two patients of one doctor log by turns: one has just begun, the other has logged for
 * years.
 */
final class LongDiary implements Scenario {

	private static final double BOUND = 1.2;

	private static final int AT_ONCE = 8;

	private static final int CHUNK = 50;

	private static final int TOLD = 500;

	@Override
	public String name() {
		return "long-diary";
	}

	@Override
	public String promise() {
		return "Logging the 10,001st entry costs what the first does, at the most " + BOUND + " times as much";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		int length = run.size().of(10_000, 500);
		Clinic clinic = Clinic.open(run.people(), 1, 2, Hours.PLENTY);
		Person doctor = clinic.doctors().getFirst();
		Person beginner = clinic.patients().getFirst();
		Person veteran = clinic.patients().getLast();
		try (Screens screens = new Screens(clinic.doctors())) {
			fill(run, screens, doctor, veteran, length);
			Turns ofBeginner = new Turns(doctor, beginner);
			Turns ofVeteran = new Turns(doctor, veteran);
			int warmUp = run.size().of(100, 10);
			for (int turn = 0; turn < warmUp + run.size().of(400, 20); turn++) {
				if (turn == warmUp) {
					ofBeginner.forget();
					ofVeteran.forget();
				}
				ofBeginner.next(run, screens);
				ofVeteran.next(run, screens);
			}
			run.figure("entries before", "0 and " + length);
			run.figure("saves of the short diary", ofBeginner.saves());
			run.figure("saves of the long diary", ofVeteran.saves());
			run.figure("short diary to the doctor's screen", ofBeginner.toTheScreen());
			run.figure("long diary to the doctor's screen", ofVeteran.toTheScreen());
			bounded(run, "saves", ofVeteran.saves().ratioTo(ofBeginner.saves()));
			bounded(run, "to the screen", ofVeteran.toTheScreen().ratioTo(ofBeginner.toTheScreen()));
		}
	}

	private static void bounded(Run run, String what, double ratio) {
		run.figure("ratio of the medians, " + what, String.format(Locale.ROOT, "%.2f", ratio));
		if (ratio > BOUND) {
			run.fault(what + ": the long diary costs %.2f times as much".formatted(ratio));
		}
	}

	/**
	 * Years of entries that the doctor has acknowledged, straight at the service, where
	 * no limit of the gateway holds.
	 */
	private static void fill(Run run, Screens screens, Person doctor, Person patient, int length)
			throws IOException, InterruptedException {
		String service = run.stack().serviceUrl("patient-service", "");
		for (int from = 0; from < length; from += CHUNK) {
			int to = Math.min(length, from + CHUNK);
			List<Saved> saved = SideBySide.map(IntStream.range(from, to).boxed().toList(), AT_ONCE,
					(number) -> Entries.log(patient, service, number));
			if (screens.counts(doctor, patient, to - from, run.patience()).isEmpty()) {
				throw new IOException("Entries did not come to the doctor's screen");
			}
			acknowledge(run, screens, doctor, patient, saved);
			if (from / TOLD < to / TOLD) {
				run.say(to + " of " + length + " entries");
			}
		}
	}

	private static void acknowledge(Run run, Screens screens, Person doctor, Person patient, List<Saved> saved)
			throws IOException, InterruptedException {
		String covers = saved.stream()
			.map((entry) -> "{\"entryId\": \"%s\", \"version\": 1}".formatted(entry.id()))
			.collect(Collectors.joining(", "));
		Answer answer = doctor.write("POST", "/api/doctor/reviews",
				"{\"patientId\": \"%s\", \"kind\": \"acknowledge\", \"covers\": [%s]}".formatted(patient.id(), covers));
		if (!answer.succeeded() || screens.isClear(doctor, patient, run.patience()).isEmpty()) {
			throw new IOException("Entries were not acknowledged: " + answer.status());
		}
	}

	/** What one of the two has measured. */
	private static final class Turns {

		private final Person doctor;

		private final Person patient;

		private final List<Long> saves = new ArrayList<>();

		private final List<Long> toTheScreen = new ArrayList<>();

		private int entries;

		Turns(Person doctor, Person patient) {
			this.doctor = doctor;
			this.patient = patient;
		}

		void next(Run run, Screens screens) throws InterruptedException {
			Saved saved = Entries.log(this.patient, "", this.entries);
			this.entries++;
			OptionalLong shown = screens.counts(this.doctor, this.patient, this.entries, run.patience());
			this.saves.add(saved.millis());
			shown.ifPresentOrElse((at) -> this.toTheScreen.add((at - saved.begin()) / 1_000_000),
					() -> run.fault("an entry never came to the doctor's screen"));
		}

		void forget() {
			this.saves.clear();
			this.toTheScreen.clear();
		}

		Delays saves() {
			return new Delays(this.saves);
		}

		Delays toTheScreen() {
			return new Delays(this.toTheScreen);
		}

	}

}
