package io.medlinks.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.medlinks.scheduling.appointment.DaySheet.Closure;
import io.medlinks.scheduling.appointment.DaySheet.Hold;
import io.medlinks.scheduling.appointment.DaySheet.Incoming;
import io.medlinks.scheduling.appointment.DaySheet.Moved;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What counts as taken is exactly what shares a minute with something that counts.
 */
class DaySheetOverlapTests {

	private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

	private static final int MINUTES = 600;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void agreesWithAMinuteByMinuteModel(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 500; round++) {
			DaySheet sheet = randomSheet(random);
			Slot slot = slot(random.nextInt(MINUTES), 5 + random.nextInt(60), random.nextInt(15), random.nextInt(15));
			BitSet wanted = minutes(slot.blockedFrom(), slot.blockedUntil());
			for (String moving : new String[] { null, "a0", "i0", "i1" }) {
				assertThat(sheet.refusals(slot, "me", moving, NOW)).as("seed %d, round %d, %s", seed, round, moving)
					.isEqualTo(wanted.intersects(occupied(sheet, moving)) ? List.of(Refusal.TAKEN) : List.of());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13, 14 })
	void neverLetsTwoOverlapWhateverTheOrder(long seed) {
		Random random = new Random(seed);
		DaySheet sheet = sheet(List.of(), List.of(), List.of(), List.of());
		for (int i = 0; i < 2000; i++) {
			List<Appointment> appointments = new ArrayList<>(sheet.appointments());
			if (random.nextInt(3) == 0 && !appointments.isEmpty()) {
				int which = random.nextInt(appointments.size());
				Appointment chosen = appointments.get(which);
				if (chosen.isActive()) {
					appointments.set(which, chosen.cancelled(NOW, null));
				}
			}
			else {
				Slot slot = slot(random.nextInt(MINUTES), 5 + random.nextInt(40), random.nextInt(10),
						random.nextInt(10));
				if (sheet.refusals(slot, "me", null, NOW).isEmpty()) {
					appointments.add(appointment("a" + i, slot));
				}
			}
			sheet = sheet(appointments, List.of(), List.of(), List.of());
		}
		BitSet seen = new BitSet();
		int active = 0;
		for (Appointment appointment : sheet.appointments()) {
			if (appointment.isActive()) {
				BitSet own = minutes(appointment.blockedFrom(), appointment.blockedUntil());
				assertThat(seen.intersects(own)).isFalse();
				seen.or(own);
				active++;
			}
		}
		assertThat(active).isGreaterThan(5);
	}

	@Test
	void whatWasMovedAwayCountsTowardsWhatOnePatientCanHaveHere() {
		Slot slot = slot(0, 20, 0, 0);
		List<Moved> moved = new ArrayList<>();
		for (int i = 0; i < 19; i++) {
			moved.add(new Moved("m" + i, "doctor:2026-11-25", ofOnePatient("a" + i, slot)));
		}
		String patient = ofOnePatient("a", slot).patientId();
		assertThat(sheetOf(moved).refusals(slot, patient, null, NOW)).isEmpty();
		moved.add(new Moved("m19", "doctor:2026-11-25", ofOnePatient("a19", slot)));
		assertThat(sheetOf(moved).refusals(slot, patient, null, NOW)).containsExactly(Refusal.TOO_MANY_THAT_DAY);
		assertThat(sheetOf(moved).refusals(slot, "somebody else", null, NOW)).isEmpty();
		assertThat(sheetOf(moved).refusals(slot, patient, "a7", NOW)).isEmpty();
	}

	private static Appointment ofOnePatient(String id, Slot slot) {
		Appointment plain = appointment(id, slot);
		return new Appointment(id, 1, "patient-a", plain.doctorId(), plain.status(), plain.start(), plain.end(),
				plain.blockedFrom(), plain.blockedUntil(), plain.zone(), plain.visitType(), null, null,
				plain.bookedBy(), plain.bookedAt(), null, plain.fingerprint(), List.of(), List.of());
	}

	private static DaySheet sheetOf(List<Moved> moved) {
		return new DaySheet("doctor:2026-11-24", "doctor", LocalDate.of(2026, 11, 24), AppointmentFixtures.LISBON,
				List.of(), List.of(), List.of(), List.of(), List.of(), moved);
	}

	private static DaySheet randomSheet(Random random) {
		List<Appointment> appointments = new ArrayList<>();
		List<Hold> holds = new ArrayList<>();
		List<Closure> closures = new ArrayList<>();
		List<Incoming> incoming = new ArrayList<>();
		for (int i = 0; i < random.nextInt(4); i++) {
			Appointment booked = appointment("a" + i, randomSlot(random));
			appointments.add(random.nextBoolean() ? booked : booked.cancelled(NOW, null));
		}
		for (int i = 0; i < random.nextInt(4); i++) {
			Slot slot = randomSlot(random);
			holds.add(new Hold("h" + i, random.nextBoolean() ? "me" : "other", slot.start(), slot.end(),
					slot.blockedFrom(), slot.blockedUntil(), NOW.plusSeconds(random.nextInt(600) - 300L)));
		}
		for (int i = 0; i < random.nextInt(3); i++) {
			incoming.add(new Incoming("m" + i, "doctor:2026-11-25", appointment("i" + i, randomSlot(random))));
		}
		for (int i = 0; i < random.nextInt(2); i++) {
			Slot slot = randomSlot(random);
			closures.add(new Closure("c" + i, slot.start(), slot.end()));
		}
		return sheet(appointments, holds, closures, incoming);
	}

	private static DaySheet sheet(List<Appointment> appointments, List<Hold> holds, List<Closure> closures,
			List<Incoming> incoming) {
		return new DaySheet("doctor:2026-11-24", "doctor", LocalDate.of(2026, 11, 24), AppointmentFixtures.LISBON,
				appointments, holds, closures, List.of(), incoming, List.of());
	}

	private static Slot randomSlot(Random random) {
		return slot(random.nextInt(MINUTES), 5 + random.nextInt(60), random.nextInt(15), random.nextInt(15));
	}

	private static Slot slot(int start, int length, int before, int after) {
		Instant from = AppointmentFixtures.MIDNIGHT.plus(Duration.ofMinutes(60L + start));
		Instant until = from.plus(Duration.ofMinutes(length));
		return new Slot(from, until, from.minus(Duration.ofMinutes(before)), until.plus(Duration.ofMinutes(after)),
				VisitType.IN_PERSON, AppointmentFixtures.LISBON, LocalDate.of(2026, 11, 24));
	}

	private static Appointment appointment(String id, Slot slot) {
		Appointment plain = AppointmentFixtures.booked(id, slot.start(), Duration.between(slot.start(), slot.end()),
				Duration.ZERO);
		return new Appointment(id, 1, plain.patientId(), plain.doctorId(), plain.status(), slot.start(), slot.end(),
				slot.blockedFrom(), slot.blockedUntil(), plain.zone(), plain.visitType(), null, null, plain.bookedBy(),
				plain.bookedAt(), null, plain.fingerprint(), List.of(), List.of());
	}

	private static BitSet occupied(DaySheet sheet, @Nullable String moving) {
		BitSet occupied = new BitSet();
		Stream.concat(sheet.appointments().stream(), sheet.incoming().stream().map(Incoming::appointment))
			.filter((appointment) -> appointment.status() == AppointmentStatus.BOOKED)
			.filter((appointment) -> !appointment.appointmentId().equals(moving))
			.forEach((appointment) -> occupied.or(minutes(appointment.blockedFrom(), appointment.blockedUntil())));
		sheet.holds()
			.stream()
			.filter((hold) -> !hold.patientId().equals("me") && hold.expiresAt().isAfter(NOW))
			.forEach((hold) -> occupied.or(minutes(hold.blockedFrom(), hold.blockedUntil())));
		sheet.closures().forEach((closure) -> occupied.or(minutes(closure.blockedFrom(), closure.blockedUntil())));
		return occupied;
	}

	private static BitSet minutes(Instant from, Instant until) {
		BitSet minutes = new BitSet();
		minutes.set((int) Duration.between(AppointmentFixtures.MIDNIGHT, from).toMinutes(),
				(int) Duration.between(AppointmentFixtures.MIDNIGHT, until).toMinutes());
		return minutes;
	}

}
