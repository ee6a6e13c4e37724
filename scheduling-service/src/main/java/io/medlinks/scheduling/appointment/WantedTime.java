package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.medlinks.platform.problem.Problem;
import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.openings.OpeningView;
import io.medlinks.scheduling.openings.Openings;
import io.medlinks.scheduling.openings.Openings.Asking;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds the slot that somebody wants, or says why there is none and what there is
 * instead.
 */
@Component
class WantedTime {

	private static final int ALTERNATIVES = 5;

	private final Openings openings;

	private final Clock clock;

	WantedTime(Openings openings, Clock clock) {
		this.openings = openings;
		this.clock = clock;
	}

	/**
	 * The slot that starts at a time, taken or not.
	 * @return an error 409 where the doctor's hours have none
	 */
	Mono<Found> find(Wish wish) {
		return this.openings.availabilityOf(wish.doctorId())
			.switchIfEmpty(Mono.error(() -> unavailable(List.of(Refusal.NO_HOURS), List.of())))
			.flatMap((availability) -> {
				Optional<Slot> slot = slot(availability, wish);
				List<Refusal> refusals = refusals(availability, wish, slot, this.clock.instant());
				return (slot.isPresent() && refusals.isEmpty()) ? Mono.just(new Found(availability, slot.get()))
						: refuse(availability, wish, refusals);
			});
	}

	static Optional<Slot> slot(Availability availability, Wish wish) {
		LocalDate day = LocalDate.ofInstant(wish.start(), availability.zone());
		return availability.slotsOn(day)
			.stream()
			.filter((slot) -> slot.start().equals(wish.start()) && slot.visitType() == wish.visitType())
			.findFirst();
	}

	static List<Refusal> refusals(Availability availability, Wish wish, Optional<Slot> slot, Instant now) {
		List<Refusal> refusals = new ArrayList<>();
		if (wish.start().isBefore(now)) {
			refusals.add(Refusal.PAST);
		}
		else if (wish.start().isBefore(availability.earliestStart(now))) {
			refusals.add(Refusal.TOO_SOON);
		}
		if (LocalDate.ofInstant(wish.start(), availability.zone()).isAfter(availability.lastDay(now))) {
			refusals.add(Refusal.TOO_FAR);
		}
		if (availability.settingsOf(wish.visitType()).isEmpty()) {
			refusals.add(Refusal.VISIT_TYPE);
		}
		else if (slot.isEmpty()) {
			refusals.add(Refusal.NO_OPENING);
		}
		return refusals;
	}

	/**
	 * The answer to a time that cannot be had: every reason, and the nearest openings.
	 */
	<T> Mono<T> refuse(Availability availability, Wish wish, List<Refusal> refusals) {
		Asking asking = new Asking(wish.patientId(), wish.appointmentId());
		return this.openings.nearest(availability, asking, wish.start(), wish.visitType(), ALTERNATIVES)
			.flatMap((slots) -> Mono.error(unavailable(refusals, slots.stream().map(OpeningView::of).toList())));
	}

	private static Problem unavailable(List<Refusal> refusals, List<OpeningView> alternatives) {
		return Problem
			.conflict("slot-unavailable", "This time is not available",
					alternatives.isEmpty() ? "See 'reasons'. There is no other opening at the moment."
							: "See 'reasons', and take one of the times in 'alternatives'.")
			.with("reasons", refusals)
			.with("alternatives", alternatives);
	}

	/**
	 * What somebody wants, for an appointment that there is or for a new one.
	 */
	record Wish(String doctorId, String patientId, Instant start, VisitType visitType, @Nullable String appointmentId) {

		Wish(String doctorId, String patientId, Instant start, VisitType visitType) {
			this(doctorId, patientId, start, visitType, null);
		}

	}

	/**
	 * What the doctor's hours have.
	 */
	record Found(Availability availability, Slot slot) {

		SheetId sheet() {
			return SheetId.of(this.availability, this.slot);
		}

	}

}
