package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.clinic.Ledger.Booked;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.SideBySide;
import tools.jackson.databind.JsonNode;

/**
 * Patients and doctors book, hold, move and cancel at random on five doctors' weeks, so
 * tight that most of them get in each other's way.
 */
public final class RandomBookings implements Scenario {

	private static final int AT_ONCE = 24;

	private static final int TOLD_EVERY = 1000;

	private static final int ON_PURPOSE = 12;

	private static final int DOCTORS = 5;

	/** The first of as many patients as there are doctors, each of another one's. */
	private static final int ASIDE = 20;

	/** Behind the week that is fought for. */
	private static final int LATER_DAYS = 20;

	private static final Duration EXPIRES = Duration.ofMinutes(6);

	@Override
	public String name() {
		return "random-bookings";
	}

	@Override
	public String promise() {
		return "10,000 random bookings, moves and cancels on five doctors' weeks: no overlap for doctors or patients, "
				+ "no lost confirmation, no leaked hold or claim";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		int operations = run.size().of(10_000, 300);
		Clinic clinic = Clinic.open(run.people(), run.size().of(DOCTORS, 2), run.size().of(60, 12), Hours.TWO_KINDS);
		List<Opening> openings = openings(clinic);
		run.figure("openings", openings.size());
		// They do nothing else: who holds another time lets go of the one before, and who
		// has many appointments is refused another one.
		List<Person> aside = (run.size() == Run.Size.FULL) ? clinic.patients().subList(ASIDE, ASIDE + 2 * DOCTORS)
				: List.of();
		List<Abandoned> abandoned = abandon(run, clinic, aside);
		Counts counts = new Counts();
		long begin = System.nanoTime();
		List<Integer> numbers = IntStream.range(0, operations).boxed().toList();
		SideBySide.map(numbers, AT_ONCE, (number) -> {
			new Operation(clinic, openings, new Random(number), counts).run(aside);
			if (number % TOLD_EVERY == TOLD_EVERY - 1) {
				run.say((number + 1) + " of " + operations);
			}
			return true;
		});
		run.figure("operations", operations + " in " + Run.seconds(System.nanoTime() - begin));
		onPurpose(clinic, openings, counts);
		run.figure("of these", counts);
		expire(run, clinic, abandoned);
		run.faults("afterwards", new Invariants(clinic, run.stored()).ofBookings(run.patience()));
		run.figure("confirmed and found again", clinic.ledger().size());
		if (counts.booked.sum() == 0 || counts.moved.sum() == 0 || counts.cancelled.sum() == 0) {
			run.fault("not every kind of operation succeeded at least once");
		}
	}

	/**
	 * What chance may leave out of a few operations: somebody books what they hold, wants
	 * to be elsewhere at that time too and leaves a form open, and somebody else wants
	 * the time right behind, which lies in the buffer.
	 */
	private static void onPurpose(Clinic clinic, List<Opening> openings, Counts counts) throws InterruptedException {
		for (Person patient : clinic.patients().subList(0, ON_PURPOSE)) {
			Person doctor = clinic.careTeam(patient).getFirst();
			Operation operation = new Operation(clinic, openings, new Random(), counts);
			for (Opening opening : openings) {
				Optional<Opening> behind = operation.rightBehind(opening);
				if (opening.doctor().equals(doctor) && behind.isPresent() && operation.hold(patient, opening)
						&& operation.book(patient, opening, true)) {
					Person other = clinic.patientsOf(doctor).getLast();
					operation.book(other, behind.get(), false);
					break;
				}
			}
			for (Booked booked : clinic.ledger().appointments(patient.id()).values()) {
				Optional<Opening> elsewhere = booked.active() ? operation.elsewhereAtThatTime(patient, List.of(booked))
						: Optional.empty();
				if (elsewhere.isPresent()) {
					operation.book(patient, elsewhere.get(), true);
				}
			}
			operation.hold(patient, openings.get(operation.random().nextInt(openings.size())));
		}
	}

	/** Some keep a time with their doctor and leave; nobody else gets it meanwhile. */
	private static List<Abandoned> abandon(Run run, Clinic clinic, List<Person> aside) throws InterruptedException {
		LocalDate later = LocalDate.now(ZoneOffset.UTC).plusDays(LATER_DAYS);
		List<Abandoned> abandoned = new ArrayList<>();
		for (int i = 0; i < aside.size() / 2; i++) {
			Person patient = aside.get(i);
			Person other = aside.get(aside.size() / 2 + i);
			Person doctor = clinic.careTeam(patient).getFirst();
			Opening opening = openings(clinic, doctor, later).getFirst();
			Answer held = patient.write("POST", "/api/patient/appointments/holds", wish(opening));
			if (!held.succeeded()) {
				run.fault("a free time could not be held: " + held.status());
				continue;
			}
			if (other.write("POST", "/api/patient/appointments", wish(opening)).status() != 409) {
				run.fault("a time that was held was not refused to somebody else");
			}
			abandoned.add(new Abandoned(other, opening, Instant.parse(held.json().get("expiresAt").asString())));
		}
		return abandoned;
	}

	/** What somebody kept and left is free once that time is over. */
	private static void expire(Run run, Clinic clinic, List<Abandoned> abandoned)
			throws IOException, InterruptedException {
		int free = 0;
		for (Abandoned one : abandoned) {
			Streams.holds(EXPIRES, () -> Instant.now().isAfter(one.expiresAt()));
			Answer booked = one.other().write("POST", "/api/patient/appointments", wish(one.opening()));
			if (booked.succeeded()) {
				clinic.keep(booked, one.other(), one.opening().doctor());
				free++;
			}
			else {
				run.fault("a time that somebody had held and left could not be booked after that: " + booked.status()
						+ " " + booked.json().path("reasons"));
			}
		}
		if (!abandoned.isEmpty()) {
			run.figure("times held, left and booked by somebody else after that", free);
		}
	}

	private static String wish(Opening opening) {
		return "{\"doctorId\": \"%s\", \"start\": \"%s\", \"visitType\": \"%s\"}".formatted(opening.doctor().id(),
				opening.start(), opening.visitType());
	}

	private static List<Opening> openings(Clinic clinic) throws InterruptedException {
		List<Opening> openings = new ArrayList<>();
		for (Person doctor : clinic.doctors()) {
			openings.addAll(openings(clinic, doctor, LocalDate.now(ZoneOffset.UTC).plusDays(1)));
		}
		return openings;
	}

	/** A doctor's openings of a week. */
	private static List<Opening> openings(Clinic clinic, Person doctor, LocalDate from) throws InterruptedException {
		List<Opening> openings = new ArrayList<>();
		Person patient = clinic.patientsOf(doctor).getFirst();
		for (JsonNode item : patient
			.gets("/api/patient/doctors/%s/openings?from=%s&to=%s".formatted(doctor.id(), from, from.plusDays(6)), 200)
			.json()
			.get("items")) {
			String start = item.get("start").asString();
			openings.add(new Opening(doctor, start, item.get("visitType").asString(),
					OffsetDateTime.parse(start).toInstant(),
					OffsetDateTime.parse(item.get("end").asString()).toInstant()));
		}
		return openings;
	}

	/**
	 * A time that somebody keeps and leaves.
	 *
	 * @param other who wants it as well
	 * @param opening the time
	 * @param expiresAt until when it is kept
	 */
	private record Abandoned(Person other, Opening opening, Instant expiresAt) {

	}

	private record Opening(Person doctor, String start, String visitType, Instant at, Instant end) {

	}

	private static final class Counts {

		private final LongAdder booked = new LongAdder();

		private final LongAdder held = new LongAdder();

		private final LongAdder moved = new LongAdder();

		private final LongAdder cancelled = new LongAdder();

		private final LongAdder refused = new LongAdder();

		private final LongAdder overtaken = new LongAdder();

		@Override
		public String toString() {
			return this.booked + " booked, " + this.held + " held, " + this.moved + " moved, " + this.cancelled
					+ " cancelled, " + this.refused + " refused with alternatives, " + this.overtaken
					+ " overtaken by another";
		}

	}

	/** One random operation. */
	private record Operation(Clinic clinic, List<Opening> openings, Random random, Counts counts) {

		void run(List<Person> aside) throws InterruptedException {
			Opening opening = this.openings.get(this.random.nextInt(this.openings.size()));
			List<Person> inCare = this.clinic.patientsOf(opening.doctor())
				.stream()
				.filter(Predicate.not(aside::contains))
				.toList();
			Person patient = inCare.get(this.random.nextInt(inCare.size()));
			List<Booked> active = this.clinic.ledger()
				.appointments(patient.id())
				.values()
				.stream()
				.filter(Booked::active)
				.toList();
			int dice = this.random.nextInt(10);
			if (active.isEmpty() || dice < 4) {
				book(patient, (dice < 2) ? elsewhereAtThatTime(patient, active).orElse(opening) : opening, dice);
			}
			else if (dice < 7) {
				move(patient, active.get(this.random.nextInt(active.size())));
			}
			else {
				cancel(patient, active.get(this.random.nextInt(active.size())));
			}
		}

		/** Now and then somebody wants to be in two places at once. */
		private Optional<Opening> elsewhereAtThatTime(Person patient, List<Booked> active) {
			return this.openings.stream()
				.filter((opening) -> this.clinic.careTeam(patient).contains(opening.doctor()))
				.filter((opening) -> active.stream()
					.anyMatch((booked) -> booked.start().equals(opening.at())
							&& !booked.doctorId().equals(opening.doctor().id())))
				.findFirst();
		}

		private void book(Person patient, Opening opening, int dice) throws InterruptedException {
			boolean byPatient = dice % 2 == 0;
			if (byPatient && this.random.nextBoolean()) {
				hold(patient, opening);
				if (this.random.nextInt(4) == 0) {
					// Somebody who walks away from the form.
					return;
				}
			}
			book(patient, opening, byPatient);
		}

		/** The opening of another kind that begins when this one ends. */
		Optional<Opening> rightBehind(Opening opening) {
			return this.openings.stream()
				.filter((other) -> other.doctor().equals(opening.doctor())
						&& !other.visitType().equals(opening.visitType()) && other.at().equals(opening.end()))
				.findFirst();
		}

		/** Returns whether the time is kept. */
		boolean hold(Person patient, Opening opening) throws InterruptedException {
			Answer held = patient.write("POST", "/api/patient/appointments/holds", wish(opening));
			if (held.succeeded()) {
				this.counts.held.increment();
			}
			return held.succeeded();
		}

		/** Returns whether it is booked. */
		boolean book(Person patient, Opening opening, boolean byPatient) throws InterruptedException {
			String wish = "{\"%s\": \"%s\", \"start\": \"%s\", \"visitType\": \"%s\"}".formatted(
					byPatient ? "doctorId" : "patientId", byPatient ? opening.doctor().id() : patient.id(),
					opening.start(), opening.visitType());
			Answer answer = (byPatient ? patient : opening.doctor()).write("POST",
					byPatient ? "/api/patient/appointments" : "/api/doctor/appointments", wish);
			if (answer.succeeded()) {
				this.counts.booked.increment();
				this.clinic.keep(answer, patient, opening.doctor());
			}
			else {
				count(answer, "booking", patient);
			}
			return answer.succeeded();
		}

		private void move(Person patient, Booked booked) throws InterruptedException {
			Opening target = this.openings.get(this.random.nextInt(this.openings.size()));
			for (int i = 0; i < 50 && !target.doctor().id().equals(booked.doctorId()); i++) {
				target = this.openings.get(this.random.nextInt(this.openings.size()));
			}
			if (!target.doctor().id().equals(booked.doctorId())) {
				return;
			}
			boolean byPatient = this.random.nextBoolean();
			Answer answer = (byPatient ? patient : target.doctor()).ask("PATCH",
					(byPatient ? "/api/patient/appointments/" : "/api/doctor/appointments/") + booked.id(),
					"{\"start\": \"%s\", \"visitType\": \"%s\"}".formatted(target.start(), target.visitType()),
					version(booked));
			if (answer.succeeded()) {
				this.counts.moved.increment();
				this.clinic.keep(answer, patient, target.doctor());
			}
			else {
				count(answer, "moving", patient);
			}
		}

		private void cancel(Person patient, Booked booked) throws InterruptedException {
			boolean byPatient = this.random.nextBoolean();
			Person doctor = this.clinic.careTeam(patient)
				.stream()
				.filter((one) -> one.id().equals(booked.doctorId()))
				.findFirst()
				.orElseThrow();
			Answer answer = (byPatient ? patient : doctor).ask("DELETE",
					(byPatient ? "/api/patient/appointments/" : "/api/doctor/appointments/") + booked.id(), "",
					version(booked));
			if (answer.succeeded()) {
				this.counts.cancelled.increment();
				this.clinic.keepCancelled(booked);
			}
			else {
				count(answer, "cancelling", patient);
			}
		}

		private static Map<String, String> version(Booked booked) {
			return Map.of("If-Match", "\"" + booked.version() + "\"");
		}

		private void count(Answer answer, String what, Person who) {
			if (answer.status() == 412 || (answer.status() == 409 && !answer.json().has("alternatives"))) {
				this.counts.overtaken.increment();
			}
			else if (answer.status() == 409) {
				this.counts.refused.increment();
			}
			else {
				this.clinic.refused(who, what, answer);
			}
		}

	}

}
