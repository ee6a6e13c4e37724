package io.medlinks.scheduling.openings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.urgency.PatientUrgencies;
import io.medlinks.scheduling.urgency.UrgencyLevel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The first openings that fit how urgent a patient is.
 */
@Component
public class SuitableOpenings {

	private final Openings openings;

	private final PatientUrgencies urgencies;

	private final Clock clock;

	SuitableOpenings(Openings openings, PatientUrgencies urgencies, Clock clock) {
		this.openings = openings;
		this.urgencies = urgencies;
		this.clock = clock;
	}

	/**
	 * The first openings for a patient.
	 * @param doctorId the doctor
	 * @param patientId the patient
	 * @param wanted which window; null for that of the patient's urgency
	 * @param most how many at the most
	 */
	public Mono<Suitable> forPatient(String doctorId, String patientId, @Nullable Window wanted, int most) {
		return this.urgencies.of(patientId).flatMap((urgency) -> {
			Window window = (wanted != null) ? wanted : new Window(urgency.window(), false);
			Instant until = this.clock.instant().plus(window.length());
			return this.openings.next(doctorId, patientId, null)
				.take(most)
				.collectList()
				.map((slots) -> choose(slots, until, urgency, window));
		});
	}

	/**
	 * A patient who needs help is shown the next time there is, even where it lies
	 * outside of the window; only a window asked for to the hour is kept strictly.
	 */
	private static Suitable choose(List<Slot> slots, Instant until, UrgencyLevel urgency, Window window) {
		List<Slot> fitting = slots.stream().filter((slot) -> slot.start().isBefore(until)).toList();
		boolean beyond = fitting.isEmpty() && !slots.isEmpty() && !window.strict();
		return new Suitable(beyond ? slots : fitting, urgency, window.length(), beyond);
	}

	/**
	 * How far ahead a doctor looks.
	 *
	 * @param length how far from now
	 * @param strict whether nothing later is of use
	 */
	public record Window(Duration length, boolean strict) {

	}

	/**
	 * What was found.
	 *
	 * @param slots the openings, by start
	 * @param urgency how urgent the patient is
	 * @param within how far ahead was looked
	 * @param beyond whether there was none so soon and these are later
	 */
	public record Suitable(List<Slot> slots, UrgencyLevel urgency, Duration within, boolean beyond) {

	}

}
