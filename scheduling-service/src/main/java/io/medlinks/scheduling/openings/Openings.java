package io.medlinks.scheduling.openings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.medlinks.scheduling.availability.Availabilities;
import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.openings.TakenTimes.Interval;
import io.medlinks.scheduling.people.People;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/**
 * The times that a patient can still have with a doctor: what the rules make, without
 * what is taken, too soon or too far ahead.
 */
@Component
public class Openings {

	/** How many local days are looked at in one go. */
	private static final int STEP_DAYS = 14;

	private final Availabilities availabilities;

	private final TakenTimes taken;

	private final People people;

	private final Clock clock;

	Openings(Availabilities availabilities, TakenTimes taken, People people, Clock clock) {
		this.availabilities = availabilities;
		this.taken = taken;
		this.people = people;
		this.clock = clock;
	}

	/**
	 * A doctor's hours, as far as patients can have them; empty where the doctor told
	 * none or may see nobody now.
	 * @param doctorId the doctor
	 */
	public Mono<Availability> availabilityOf(String doctorId) {
		return this.people.isApproved(doctorId)
			.filter(Boolean::booleanValue)
			.flatMap((_) -> this.availabilities.of(doctorId));
	}

	/**
	 * The openings on a doctor's local days, by start.
	 * @param doctorId the doctor
	 * @param patientId the patient who asks
	 * @param first the first day; today where null
	 * @param days how many days
	 * @param type the type of visit; all where null
	 */
	public Flux<Slot> onDays(String doctorId, String patientId, @Nullable LocalDate first, int days,
			@Nullable VisitType type) {
		return availabilityOf(doctorId).flatMapMany((availability) -> {
			LocalDate from = (first != null) ? first : LocalDate.ofInstant(this.clock.instant(), availability.zone());
			return onDays(availability, new Asking(patientId, null), from, from.plusDays(days - 1L), type);
		});
	}

	/**
	 * The openings from now on, by start, as far as the doctor offers any.
	 * @param doctorId the doctor
	 * @param patientId the patient who asks
	 * @param type the type of visit; all where null
	 */
	public Flux<Slot> next(String doctorId, String patientId, @Nullable VisitType type) {
		return availabilityOf(doctorId).flatMapMany((availability) -> {
			Instant now = this.clock.instant();
			LocalDate today = LocalDate.ofInstant(now, availability.zone());
			return inSteps(today, availability.lastDay(now)).concatMap((step) -> onDays(availability,
					new Asking(patientId, null), step, step.plusDays(STEP_DAYS - 1L), type), 1);
		});
	}

	/**
	 * The openings nearest to a time, nearest first.
	 * @param availability the doctor's hours
	 * @param asking for whom
	 * @param wanted the time
	 * @param type the type of visit
	 * @param most how many
	 */
	public Mono<List<Slot>> nearest(Availability availability, Asking asking, Instant wanted, VisitType type,
			int most) {
		Instant now = this.clock.instant();
		LocalDate today = LocalDate.ofInstant(now, availability.zone());
		LocalDate last = availability.lastDay(now);
		LocalDate day = LocalDate.ofInstant(wanted, availability.zone());
		LocalDate center = day.isBefore(today) ? today : day.isAfter(last) ? last : day;
		LocalDate from = center.minusDays(STEP_DAYS / 2).isBefore(today) ? today : center.minusDays(STEP_DAYS / 2);
		return onDays(availability, asking, from, from.plusDays(STEP_DAYS - 1L), type)
			.switchIfEmpty(Flux.defer(() -> inSteps(from.plusDays(STEP_DAYS), last)
				.concatMap((step) -> onDays(availability, asking, step, step.plusDays(STEP_DAYS - 1L), type), 1)
				.take(most)))
			.sort(Comparator.<Slot, Duration>comparing((slot) -> Duration.between(wanted, slot.start()).abs())
				.thenComparing(Slot::start))
			.take(most)
			.collectList();
	}

	private static Flux<LocalDate> inSteps(LocalDate first, LocalDate last) {
		long steps = Math.max(0, ChronoUnit.DAYS.between(first, last) / STEP_DAYS + 1);
		return Flux.range(0, (int) steps).map((step) -> first.plusDays((long) step * STEP_DAYS));
	}

	private Flux<Slot> onDays(Availability availability, Asking asking, LocalDate first, LocalDate last,
			@Nullable VisitType type) {
		List<Slot> slots = offered(availability, first, last, type, this.clock.instant());
		if (slots.isEmpty()) {
			return Flux.empty();
		}
		Set<LocalDate> sheets = new TreeSet<>(slots.stream().map(Slot::sheetDay).toList());
		Mono<List<Interval>> ofDoctor = this.taken
			.ofDoctor(availability, sheets.iterator().next(), List.copyOf(sheets).getLast(), asking.patientId(),
					asking.appointmentId())
			.collectList();
		Mono<List<Interval>> ofPatient = this.taken.ofPatient(asking.patientId(), asking.appointmentId()).collectList();
		return Mono.zip(ofDoctor, ofPatient)
			.flatMapIterable((gone) -> slots.stream().filter((slot) -> isFree(slot, gone)).toList());
	}

	private static boolean isFree(Slot slot, Tuple2<List<Interval>, List<Interval>> gone) {
		return gone.getT1().stream().noneMatch((interval) -> slot.isBlockedBy(interval.from(), interval.until()))
				&& gone.getT2().stream().noneMatch((interval) -> slot.overlaps(interval.from(), interval.until()));
	}

	/**
	 * What the rules make on local days, neither too soon nor too far ahead, taken or
	 * not.
	 */
	static List<Slot> offered(Availability availability, LocalDate first, LocalDate last, @Nullable VisitType type,
			Instant now) {
		Instant earliest = availability.earliestStart(now);
		LocalDate today = LocalDate.ofInstant(now, availability.zone());
		LocalDate from = first.isBefore(today) ? today : first;
		LocalDate until = last.isAfter(availability.lastDay(now)) ? availability.lastDay(now) : last;
		return from.isAfter(until) ? List.of()
				: from.datesUntil(until.plusDays(1))
					.flatMap((day) -> availability.slotsOn(day).stream())
					.filter((slot) -> type == null || slot.visitType() == type)
					.filter((slot) -> !slot.start().isBefore(earliest))
					.toList();
	}

	/**
	 * For whom openings are looked for.
	 *
	 * @param patientId the patient
	 * @param appointmentId the appointment that is to have another time; its own time
	 * never blocks. Null for none
	 */
	public record Asking(String patientId, @Nullable String appointmentId) {

	}

}
