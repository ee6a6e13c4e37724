package io.medlinks.scheduling.appointment;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Writes down visits that took place before MedLinks was there. Nobody can book them any
 * more, so they take no part in the rules of booking but one: a doctor's visits do not
 * overlap.
 */
final class PastAppointments {

	private static final Duration BOOKED_BEFORE = Duration.ofDays(7);

	private static final String FINGERPRINT = "past";

	private final DaySheets sheets;

	private final Outbox outbox;

	private final Clock clock;

	PastAppointments(DaySheets sheets, Outbox outbox, Clock clock) {
		this.sheets = sheets;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * Writes a visit down; published like any other, of which nobody is told by mail.
	 * @param visit the visit
	 * @return whether it was written now; false where it is written already or the
	 * doctor's time is taken; an error {@link IllegalArgumentException} where it is not
	 * over
	 */
	Mono<Boolean> write(PastVisit visit) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			Appointment appointment = appointment(visit);
			if (!appointment.end().isBefore(now)) {
				return Mono.error(new IllegalArgumentException(
						"The visit " + visit.key() + " is not over; book it through the API instead"));
			}
			SheetId sheet = new SheetId(visit.doctorId(), appointment.day(), visit.zone());
			return this.sheets.open(sheet)
				.then(this.sheets.book(sheet, appointment, UUID.randomUUID().toString(), now,
						this.outbox.event(AppointmentEvents.BOOKED, appointment.patientId(),
								appointment.appointmentId(), AppointmentEvents.published(appointment))))
				.hasElement();
		});
	}

	private static Appointment appointment(PastVisit visit) {
		Instant start = visit.start().toInstant();
		Instant end = start.plus(Duration.ofMinutes(visit.minutes()));
		Slot slot = new Slot(start, end, start, end, visit.visitType(), visit.zone(),
				LocalDate.ofInstant(start, visit.zone()));
		String id = UUID.nameUUIDFromBytes(("past-appointment/" + visit.key()).getBytes(StandardCharsets.UTF_8))
			.toString();
		return Appointment.booked(new BookingRequest(id, FINGERPRINT, visit.patientId(), visit.doctorId(), start,
				visit.visitType(), visit.reason(), BookedBy.PATIENT), slot, start.minus(BOOKED_BEFORE));
	}

	/**
	 * A visit that took place.
	 *
	 * @param key makes a repetition the same visit
	 * @param patientId who came
	 * @param doctorId who saw them
	 * @param start when it started
	 * @param minutes how long it took
	 * @param zone the zone of the doctor's wall times
	 * @param visitType how they met
	 * @param reason why; null where not told
	 */
	record PastVisit(String key, String patientId, String doctorId, OffsetDateTime start, int minutes, ZoneId zone,
			VisitType visitType, @Nullable PatientText reason) {

	}

}
