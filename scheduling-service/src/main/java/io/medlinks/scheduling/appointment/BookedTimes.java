package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.openings.TakenTimes;
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
	public Flux<Interval> ofDoctor(Availability availability, LocalDate first, LocalDate last, String patientId) {
		Instant now = this.clock.instant();
		return this.sheets.ofDoctor(availability.id(), first, last)
			.flatMapIterable((sheet) -> taken(sheet, patientId, now).toList());
	}

	private static Stream<Interval> taken(DaySheet sheet, String patientId, Instant now) {
		Stream<Interval> booked = sheet.appointments()
			.stream()
			.filter(Appointment::isActive)
			.map((appointment) -> new Interval(appointment.blockedFrom(), appointment.blockedUntil()));
		Stream<Interval> held = sheet.holds()
			.stream()
			.filter((hold) -> hold.isOfAnother(patientId, now))
			.map((hold) -> new Interval(hold.blockedFrom(), hold.blockedUntil()));
		Stream<Interval> closed = sheet.closures()
			.stream()
			.map((closure) -> new Interval(closure.blockedFrom(), closure.blockedUntil()));
		return Stream.of(booked, held, closed).flatMap((intervals) -> intervals);
	}

	@Override
	public Flux<Interval> ofPatient(String patientId) {
		return this.claims.of(patientId)
			.flatMapIterable(PatientClaims::claims)
			.map((claim) -> new Interval(claim.start(), claim.end()));
	}

}
