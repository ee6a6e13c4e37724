package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.problem.Problem;
import io.medlinks.scheduling.appointment.DaySheet.Incoming;
import io.medlinks.scheduling.appointment.DaySheet.Moved;
import io.medlinks.scheduling.appointment.DaySheets.Standing;
import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.appointment.PatientClaims.Move;
import io.medlinks.scheduling.appointment.WantedTime.Found;
import io.medlinks.scheduling.appointment.WantedTime.Wish;
import io.medlinks.scheduling.availability.VisitType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gives appointments another time with the same doctor. The patient's claim covers both
 * times first. On one day sheet, one update decides; from one to another, the new sheet
 * keeps the time, the old one lets the appointment go, which decides, and the new one
 * takes it in. Then the claim gives the old time up. A crash between any two is settled
 * later by what the old sheet decided.
 */
@Component
public class Moving {

	/** Both times are the patient's; no day sheet knows of the new one. */
	private static final CrashPoint CLAIMED = new CrashPoint("move.claimed");

	/** The new sheet keeps the time; the appointment stands where it stood. */
	private static final CrashPoint INCOMING = new CrashPoint("move.incoming");

	/** The move is decided; the new sheet does not know yet. */
	private static final CrashPoint COMMITTED = new CrashPoint("move.committed");

	/** The appointment stands on the new sheet; the claim covers both times. */
	private static final CrashPoint ACTIVATED = new CrashPoint("move.activated");

	/** Everything is written; the answer is not given. */
	private static final CrashPoint CONFIRMED = new CrashPoint("move.confirmed");

	private static final int ATTEMPTS = 5;

	private final Appointments appointments;

	private final WantedTime wantedTime;

	private final DaySheets sheets;

	private final Claims claims;

	private final ClaimSettlement settlement;

	private final Outbox outbox;

	private final Clock clock;

	Moving(Appointments appointments, WantedTime wantedTime, DaySheets sheets, Claims claims,
			ClaimSettlement settlement, Outbox outbox, Clock clock) {
		this.appointments = appointments;
		this.wantedTime = wantedTime;
		this.sheets = sheets;
		this.claims = claims;
		this.settlement = settlement;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * Gives an appointment another time; one that has this time and type of visit already
	 * stays as it is.
	 * @param request the wish
	 * @return the appointment as the move made it, also for a repetition; an error 409
	 * with reasons and alternatives where the time cannot be had, 404, 409, 412 or 422
	 * otherwise
	 */
	public Mono<BookedView> move(MovingRequest request) {
		return this.appointments.changeable(request.appointmentId(), request.party())
			.flatMap((standing) -> attempt(request, standing))
			.retryWhen(OvertakenException.looksAgain(ATTEMPTS));
	}

	/**
	 * What the same request moved before, so that it is no matter for new permission.
	 * @param request the wish
	 * @return the appointment as the move made it; empty where it made none, an error 404
	 * or 422 otherwise
	 */
	public Mono<BookedView> moved(MovingRequest request) {
		return this.appointments.changeable(request.appointmentId(), request.party())
			.map(Standing::appointment)
			.filter((appointment) -> request.applied().repeatedIn(appointment.appliedKeys()))
			.map((appointment) -> answer(appointment, request));
	}

	private Mono<BookedView> attempt(MovingRequest request, Standing standing) {
		Appointment before = standing.appointment();
		if (request.applied().repeatedIn(before.appliedKeys())) {
			return Mono.just(answer(before, request));
		}
		before.requireMovable(this.clock.instant());
		if (before.version() != request.expected()) {
			return Mono.error(Problem.staleVersion());
		}
		VisitType visitType = (request.visitType() != null) ? request.visitType() : before.visitType();
		if (before.start().equals(request.start()) && before.visitType() == visitType) {
			return Mono.just(answer(before, request));
		}
		Wish wish = new Wish(before.doctorId(), before.patientId(), request.start(), visitType, before.appointmentId());
		return this.wantedTime.find(wish)
			.flatMap((found) -> attempt(request, standing, wish, found))
			.map((after) -> answer(after, request));
	}

	private static BookedView answer(Appointment appointment, MovingRequest request) {
		return BookedView.of(appointment.appointmentId(),
				appointment.placementBy(request.applied().token()).orElseGet(appointment::placement));
	}

	private Mono<Appointment> attempt(MovingRequest request, Standing standing, Wish wish, Found found) {
		return this.sheets.open(found.sheet()).flatMap((sheet) -> {
			List<Refusal> hopeless = sheet.refusals(found.slot(), wish.patientId(), wish.appointmentId(),
					this.clock.instant());
			if (!hopeless.isEmpty()) {
				return this.wantedTime.refuse(found.availability(), wish, hopeless);
			}
			Move wanted = new Move(UUID.randomUUID().toString(), request.applied(), sheet.day(), sheet.zone(),
					found.slot().start(), found.slot().end());
			return CLAIMED.passed(claim(standing.appointment(), wanted, wish, found))
				.flatMap((move) -> new Attempt(request, standing, wish, found, move).carryOut());
		});
	}

	/**
	 * The move to carry out: this one, or the one that a repetition of the same request
	 * began.
	 */
	private Mono<Move> claim(Appointment appointment, Move wanted, Wish wish, Found found) {
		String patientId = appointment.patientId();
		String appointmentId = appointment.appointmentId();
		Mono<Boolean> claimed = Mono.defer(() -> this.claims.claimMove(patientId, appointmentId, wanted));
		return claimed.filter(Boolean::booleanValue)
			.map((_) -> wanted)
			.switchIfEmpty(Mono.defer(() -> this.claims.claim(patientId, appointmentId)
				.flatMap((own) -> Mono.justOrEmpty(joined(own, wanted)))))
			.switchIfEmpty(Mono.defer(() -> settleWhatBlocks(appointment, wanted).then(claimed)
				.flatMap((now) -> now ? Mono.just(wanted) : refuseClaim(wish, wanted, found))));
	}

	private static Optional<Move> joined(Claim own, Move wanted) {
		return Optional.ofNullable(own.move()).filter((move) -> move.isRepeatedBy(wanted));
	}

	/**
	 * What stands in the way may be left over from a crash, so it is settled before the
	 * answer is no; but not what somebody else may be doing just now.
	 */
	private Mono<Void> settleWhatBlocks(Appointment appointment, Move wanted) {
		String patientId = appointment.patientId();
		return this.claims.claim(patientId, appointment.appointmentId())
			.filter((own) -> own.move() == null || own.move().applied().equals(wanted.applied())
					|| appointment.wasMovedBy(own.move().id()) || this.settlement.isOld(own))
			.flatMap((own) -> this.settlement.settle(patientId, own))
			.then(this.settlement.settleOverlapping(patientId, wanted.start(), wanted.end()));
	}

	private Mono<Move> refuseClaim(Wish wish, Move wanted, Found found) {
		return this.claims.of(wish.patientId()).flatMap((ofPatient) -> {
			boolean busy = ofPatient.overlapping(wanted.start(), wanted.end())
				.stream()
				.anyMatch((claim) -> !claim.appointmentId().equals(wish.appointmentId()));
			boolean beingMoved = ofPatient.claim(String.valueOf(wish.appointmentId()))
				.map(Claim::move)
				.filter((move) -> !move.applied().equals(wanted.applied()))
				.isPresent();
			return busy ? this.wantedTime.refuse(found.availability(), wish, List.of(Refusal.PATIENT_BUSY))
					: Mono.error(beingMoved ? OvertakenException.beingChanged() : new OvertakenException());
		});
	}

	/**
	 * One attempt after the claim. Several can carry out the same move at once: each step
	 * is written by one of them and found by the others.
	 */
	private final class Attempt {

		private final Wish wish;

		private final Found found;

		private final Move move;

		private final Appointment before;

		private final Appointment after;

		private final SheetId source;

		private final SheetId target;

		Attempt(MovingRequest request, Standing standing, Wish wish, Found found, Move move) {
			this.wish = wish;
			this.found = found;
			this.move = move;
			this.before = standing.appointment();
			this.after = this.before.moved(found.slot(), move.id(), request.applied());
			this.source = standing.sheet();
			this.target = found.sheet();
		}

		Mono<Appointment> carryOut() {
			return (this.source.equals(this.target) ? within() : across())
				.flatMap((moved) -> CONFIRMED.passed(confirm().thenReturn(moved)));
		}

		private Mono<Appointment> within() {
			return COMMITTED.passed(
					sheets()
						.moveWithin(this.source, this.before, this.after, this.move.id(), Moving.this.clock.instant(),
								event(this.after))
						.map((_) -> this.after)
						.switchIfEmpty(Mono.defer(this::notMovedWithin)));
		}

		private Mono<Appointment> notMovedWithin() {
			return sheets().open(this.source).flatMap((sheet) -> {
				Optional<Appointment> stands = sheet.appointment(this.before.appointmentId());
				if (stands.isPresent() && stands.get().wasMovedBy(this.move.id())) {
					return Mono.just(stands.get());
				}
				boolean unchanged = stands.isPresent() && stands.get().version() == this.before.version();
				return giveUp(unchanged && !sheet.fences(this.move.id()));
			});
		}

		private Mono<Appointment> across() {
			return INCOMING.passed(announce())
				.flatMap((coming) -> COMMITTED.passed(commit(coming)))
				.flatMap((moved) -> ACTIVATED.passed(sheets().activate(moved).thenReturn(moved)))
				.map(Moved::appointment);
		}

		private Mono<Appointment> announce() {
			return sheets()
				.announce(this.target, new Incoming(this.move.id(), this.source.value(), this.after),
						Moving.this.clock.instant())
				.map((_) -> this.after)
				.switchIfEmpty(Mono.defer(this::notAnnounced));
		}

		private Mono<Appointment> notAnnounced() {
			return sheets().open(this.target).flatMap((sheet) -> {
				Optional<Appointment> coming = sheet.incoming(this.move.id());
				return coming.isPresent() ? Mono.just(coming.get())
						: giveUp(!sheet.hasSeen(this.after) && !sheet.fences(this.move.id()));
			});
		}

		private Mono<Moved> commit(Appointment coming) {
			Moved moved = new Moved(this.move.id(), this.target.value(), coming);
			return sheets().letGo(this.source, this.before, moved, event(coming))
				.map((_) -> moved)
				.switchIfEmpty(Mono.defer(() -> sheets().open(this.source)
					.flatMap((sheet) -> Mono.justOrEmpty(sheet.moved(this.move.id())))))
				.switchIfEmpty(Mono.defer(() -> giveUp(false)));
		}

		private Mono<Void> confirm() {
			String patientId = this.before.patientId();
			return Moving.this.claims.confirmMove(patientId, this.before.appointmentId(), this.move)
				.filter((confirmed) -> !confirmed)
				.flatMap((_) -> Moving.this.settlement.settle(patientId, this.before.appointmentId()));
		}

		/**
		 * Ends the move before the answer: in the claim, and on both sheets.
		 * @param taken whether the time is somebody else's; otherwise the appointment
		 * changed in between, or the attempt came too late
		 */
		private <T> Mono<T> giveUp(boolean taken) {
			return Moving.this.settlement.settle(this.before.patientId(), this.before.appointmentId())
				.then(Mono.defer(() -> taken
						? Moving.this.wantedTime.refuse(this.found.availability(), this.wish, List.of(Refusal.TAKEN))
						: Mono.error(new OvertakenException())));
		}

		private OutboxEvent event(Appointment appointment) {
			return Moving.this.outbox.event(AppointmentEvents.MOVED, appointment.patientId(),
					appointment.appointmentId(), AppointmentEvents.published(appointment));
		}

		private DaySheets sheets() {
			return Moving.this.sheets;
		}

	}

}
