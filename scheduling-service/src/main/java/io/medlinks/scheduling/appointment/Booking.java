package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.problem.Problem;
import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.appointment.WantedTime.Found;
import io.medlinks.scheduling.appointment.WantedTime.Wish;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Books appointments: the patient's claim first, then the doctor's day sheet, which
 * decides, then the claim is confirmed. A crash between any two is settled later by the
 * day sheet.
 */
@Component
public class Booking {

	/** The patient's time is claimed; the day sheet knows nothing. */
	private static final CrashPoint CLAIMED = new CrashPoint("booking.claimed");

	/** The day sheet has the appointment; the claim is still pending. */
	private static final CrashPoint BOOKED = new CrashPoint("booking.booked");

	/** Everything is written; the answer is not given. */
	private static final CrashPoint CONFIRMED = new CrashPoint("booking.confirmed");

	private final WantedTime wantedTime;

	private final DaySheets sheets;

	private final Claims claims;

	private final ClaimSettlement settlement;

	private final Outbox outbox;

	private final AppointmentProperties properties;

	private final Clock clock;

	Booking(WantedTime wantedTime, DaySheets sheets, Claims claims, ClaimSettlement settlement, Outbox outbox,
			AppointmentProperties properties, Clock clock) {
		this.wantedTime = wantedTime;
		this.sheets = sheets;
		this.claims = claims;
		this.settlement = settlement;
		this.outbox = outbox;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Books an appointment.
	 * @param request the wish
	 * @return the appointment as it was booked, also for a repetition; an error 409 with
	 * reasons and alternatives where the time cannot be had, 422 where the key was used
	 * for another wish
	 */
	public Mono<BookedView> book(BookingRequest request) {
		return booked(request).switchIfEmpty(
				Mono.defer(() -> attempt(request).retryWhen(OvertakenException.looksAgain(2)).map(Booking::view)));
	}

	/**
	 * What the same request booked before, so that it is no matter for new permission.
	 * @param request the wish
	 * @return the appointment as it was booked; empty where it was not, an error 422
	 * where the key was used for another wish
	 */
	public Mono<BookedView> booked(BookingRequest request) {
		return this.sheets.appointment(request.appointmentId()).map((booked) -> view(repeated(request, booked)));
	}

	private static BookedView view(Appointment booked) {
		return BookedView.of(booked.appointmentId(), booked.bookedPlacement());
	}

	private static Appointment repeated(BookingRequest request, Appointment booked) {
		if (!booked.fingerprint().equals(request.fingerprint())) {
			throw Problem.idempotencyKeyReused();
		}
		return booked;
	}

	private Mono<Appointment> attempt(BookingRequest request) {
		Wish wish = new Wish(request.doctorId(), request.patientId(), request.start(), request.visitType());
		return this.wantedTime.find(wish).flatMap((found) -> this.sheets.open(found.sheet()).flatMap((sheet) -> {
			List<Refusal> hopeless = sheet.appointment(request.appointmentId()).isPresent() ? List.of()
					: sheet.refusals(found.slot(), request.patientId(), null, this.clock.instant());
			return hopeless.isEmpty() ? attempt(request, wish, found)
					: this.wantedTime.refuse(found.availability(), wish, hopeless);
		}));
	}

	private Mono<Appointment> attempt(BookingRequest request, Wish wish, Found found) {
		String attempt = UUID.randomUUID().toString();
		Appointment appointment = Appointment.booked(request, found.slot(), this.clock.instant());
		Claim claim = Claim.pending(appointment, found.sheet(), attempt, this.clock.instant());
		return CLAIMED.passed(claim(request, claim))
			.flatMap((claimed) -> claimed
					? requireUnused(request, attempt)
						.then(Mono.defer(() -> write(request, wish, found, appointment, attempt)))
					: refuseClaim(request, wish, found, claim));
	}

	/**
	 * A doctor's key makes the same id whoever the patient is, and two patients share no
	 * document that could refuse the second one. Each claims first and looks for the
	 * other then, so that at least one of two at the same time finds the other.
	 */
	private Mono<Void> requireUnused(BookingRequest request, String attempt) {
		if (request.by() != BookedBy.DOCTOR) {
			return Mono.empty();
		}
		return this.claims.isClaimedByOther(request.patientId(), request.appointmentId())
			.flatMap((claimed) -> claimed ? Mono.just(true)
					: this.sheets.appointment(request.appointmentId())
						.filter((booked) -> !booked.patientId().equals(request.patientId()))
						.hasElement())
			.filter((used) -> used)
			.flatMap((_) -> this.settlement.withdraw(request.patientId(), request.appointmentId(), attempt)
				.then(Mono.error(Problem::idempotencyKeyReused)));
	}

	/**
	 * What stands in the way of a claim may be left over from a crash, so it is settled
	 * before the answer is no.
	 */
	private Mono<Boolean> claim(BookingRequest request, Claim claim) {
		return this.claims.claim(request.patientId(), claim)
			.flatMap((claimed) -> claimed ? Mono.just(true)
					: this.settlement.settleOverlapping(request.patientId(), claim.start(), claim.end())
						.then(Mono.defer(() -> this.claims.claim(request.patientId(), claim))));
	}

	private Mono<Appointment> refuseClaim(BookingRequest request, Wish wish, Found found, Claim claim) {
		return this.claims.of(wish.patientId()).flatMap((ofPatient) -> {
			if (ofPatient.has(claim.appointmentId())) {
				return this.sheets.appointment(claim.appointmentId())
					.map((booked) -> repeated(request, booked))
					.switchIfEmpty(Mono.error(Problem::idempotencyKeyReused));
			}
			boolean full = ofPatient.claims().size() >= this.properties.mostPerPatient();
			boolean busy = !ofPatient.overlapping(claim.start(), claim.end()).isEmpty();
			return this.wantedTime.refuse(found.availability(), wish,
					(full && !busy) ? List.of(Refusal.TOO_MANY) : List.of(Refusal.PATIENT_BUSY));
		});
	}

	private Mono<Appointment> write(BookingRequest request, Wish wish, Found found, Appointment appointment,
			String attempt) {
		return BOOKED
			.passed(this.sheets.book(found.sheet(), appointment, attempt, this.clock.instant(),
					this.outbox.event(AppointmentEvents.BOOKED, appointment.patientId(), appointment.appointmentId(),
							AppointmentEvents.published(appointment))))
			.map((_) -> appointment)
			.switchIfEmpty(Mono.defer(() -> notWritten(request, wish, found, attempt)))
			.flatMap((booked) -> CONFIRMED.passed(confirm(booked, attempt).thenReturn(booked)));
	}

	/**
	 * An appointment that another attempt booked may be called off or moved since, so the
	 * day sheet says what becomes of the claim.
	 */
	private Mono<Void> confirm(Appointment booked, String attempt) {
		return booked.isActive()
				? this.claims.confirm(booked.patientId(), booked.appointmentId(), attempt)
					.filter((confirmed) -> !confirmed)
					.flatMap((_) -> this.settlement.settle(booked.patientId(), booked.appointmentId()))
				: this.settlement.settle(booked.patientId(), booked.appointmentId());
	}

	private Mono<Appointment> notWritten(BookingRequest request, Wish wish, Found found, String attempt) {
		return this.sheets.appointment(request.appointmentId())
			.map((booked) -> repeated(request, booked))
			.switchIfEmpty(Mono.defer(() -> this.sheets.open(found.sheet())
				.flatMap((sheet) -> this.settlement.withdraw(request.patientId(), request.appointmentId(), attempt)
					.then(Mono.defer(() -> sheet.fences(attempt) ? Mono.error(new OvertakenException())
							: this.wantedTime.refuse(found.availability(), wish, List.of(Refusal.TAKEN)))))));
	}

}
