package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.openings.TakenTimes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Reads the times that are gone from day sheets and claims.
 */
@Component
class BookedTimes implements TakenTimes {

	private final DaySheets sheets;

	private final Claims claims;

	private final Clock clock;

	BookedTimes(DaySheets sheets, Claims claims, Clock clock) {
		this.sheets = sheets;
		this.claims = claims;
		this.clock = clock;
	}

	@Override
	public Flux<Interval> ofDoctor(Availability availability, LocalDate first, LocalDate last, String patientId,
			@Nullable String appointmentId) {
		Instant now = this.clock.instant();
		return this.sheets.ofDoctor(availability.id(), first, last)
			.flatMapIterable((sheet) -> sheet.taken(patientId, appointmentId, now).toList());
	}

	@Override
	public Flux<Interval> ofPatient(String patientId, @Nullable String appointmentId) {
		return this.claims.of(patientId)
			.flatMapIterable(PatientClaims::claims)
			.filter((claim) -> !claim.appointmentId().equals(appointmentId))
			.flatMapIterable(BookedTimes::times);
	}

	/** The old time is the patient's as long as the new one is not settled. */
	private static List<Interval> times(Claim claim) {
		Interval time = new Interval(claim.start(), claim.end());
		return (claim.move() != null) ? List.of(time, new Interval(claim.move().start(), claim.move().end()))
				: List.of(time);
	}

}
