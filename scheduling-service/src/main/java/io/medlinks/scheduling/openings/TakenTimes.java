package io.medlinks.scheduling.openings;

import java.time.Instant;
import java.time.LocalDate;

import io.medlinks.scheduling.availability.Availability;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Knows which times are gone. Implemented by whoever keeps the appointments.
 */
public interface TakenTimes {

	/**
	 * The times that a doctor has no more, buffers included.
	 * @param availability whose times
	 * @param first the first day of the doctor's day sheets
	 * @param last the last day of the doctor's day sheets
	 * @param patientId the patient who asks; their own holds do not count
	 * @param appointmentId the appointment that is to have another time, which does not
	 * count; null for none
	 */
	Flux<Interval> ofDoctor(Availability availability, LocalDate first, LocalDate last, String patientId,
			@Nullable String appointmentId);

	/**
	 * The times at which a patient is elsewhere.
	 * @param patientId the patient
	 * @param appointmentId the appointment that is to have another time, which does not
	 * count; null for none
	 */
	Flux<Interval> ofPatient(String patientId, @Nullable String appointmentId);

	/**
	 * A stretch of time.
	 *
	 * @param from where it begins
	 * @param until where it ends, exclusive
	 */
	record Interval(Instant from, Instant until) {

	}

}
