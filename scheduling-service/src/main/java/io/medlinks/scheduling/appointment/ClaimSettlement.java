package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;

import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.appointment.PatientClaims.Move;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Settles claims that a crash left pending: a fence on the day sheet makes sure that
 * nothing still under way can write any more, and then the sheet says whether there is an
 * appointment, and whether its move is decided. Any instance may do it; a lease keeps two
 * from doing the same work, and twice does no harm.
 */
@Component
class ClaimSettlement {

	private static final Logger log = LoggerFactory.getLogger(ClaimSettlement.class);

	private final Claims claims;

	private final DaySheets sheets;

	private final AppointmentProperties properties;

	private final Clock clock;

	ClaimSettlement(Claims claims, DaySheets sheets, AppointmentProperties properties, Clock clock) {
		this.claims = claims;
		this.sheets = sheets;
		this.properties = properties;
		this.clock = clock;
	}

	/** Settles what is due; called once and subscribed to each time. */
	@Scheduled(fixedDelayString = "${medlinks.appointments.sweep-every:5s}")
	Mono<Void> sweep() {
		return Flux.defer(this.claims::due)
			.concatMap((ofPatient) -> settle(ofPatient).onErrorResume(ClaimSettlement::repeatLater))
			.then()
			.onErrorResume(ClaimSettlement::repeatLater);
	}

	private static Mono<Void> repeatLater(Throwable failure) {
		log.warn("Settling claims failed ({}) and will be repeated", failure.getClass().getSimpleName());
		return Mono.empty();
	}

	private Mono<Void> settle(PatientClaims ofPatient) {
		return settleOld(ofPatient).then(this.claims.prune(ofPatient.id())).then(this.claims.settled(ofPatient.id()));
	}

	private Mono<Void> settleOld(PatientClaims ofPatient) {
		return Flux.fromIterable(ofPatient.claims())
			.filter((claim) -> claim.isPending() && isOld(claim))
			.concatMap((claim) -> settle(ofPatient.id(), claim))
			.then();
	}

	/**
	 * Settles what stands in the way of a new claim, unless it is under way just now.
	 */
	Mono<Void> settleOverlapping(String patientId, Instant start, Instant end) {
		return this.claims.of(patientId)
			.flatMapIterable((ofPatient) -> ofPatient.overlapping(start, end))
			.filter((claim) -> !claim.isPending() || isOld(claim))
			.concatMap((claim) -> settle(patientId, claim))
			.then(this.claims.prune(patientId))
			.then();
	}

	boolean isOld(Claim claim) {
		return claim.since().plus(this.properties.settleAfter()).isBefore(this.clock.instant());
	}

	/**
	 * Takes an attempt back that will not write any more, and settles the claim where it
	 * was the last.
	 */
	Mono<Void> withdraw(String patientId, String appointmentId, String attempt) {
		return this.claims.withdraw(patientId, appointmentId, attempt)
			.then(Mono.defer(() -> this.claims.claim(patientId, appointmentId)))
			.filter((claim) -> claim.isPending() && claim.attempts().isEmpty())
			.flatMap((claim) -> settle(patientId, claim));
	}

	/** Settles the claim of an appointment, where there is one. */
	Mono<Void> settle(String patientId, String appointmentId) {
		return this.claims.claim(patientId, appointmentId).flatMap((claim) -> settle(patientId, claim));
	}

	/**
	 * Lets the day sheet decide about a claim, after none of the claim's attempts can
	 * write it any more. Where one of them took itself back in between, this looks again;
	 * where a new one came, that one ends it, or the next sweep.
	 */
	Mono<Void> settle(String patientId, Claim claim) {
		return this.sheets.fence(claim.sheet(), claim.attempts(), this.clock.instant())
			.flatMap((sheet) -> (claim.move() != null) ? settle(patientId, claim, claim.move(), sheet)
					: decide(patientId, claim, sheet))
			.filter((settled) -> !settled)
			.flatMap((_) -> this.claims.claim(patientId, claim.appointmentId()))
			.filter((now) -> claim.attempts().containsAll(now.attempts()))
			.flatMap((now) -> settle(patientId, now));
	}

	private Mono<Boolean> decide(String patientId, Claim claim, DaySheet sheet) {
		boolean stands = sheet.appointment(claim.appointmentId())
			.filter((appointment) -> appointment.isActive() && appointment.patientId().equals(patientId))
			.isPresent();
		if (!stands) {
			return this.claims.remove(patientId, claim);
		}
		return claim.isPending() ? this.claims.confirm(patientId, claim) : Mono.just(true);
	}

	/** A decided move leaves the claim at the new time, still to be settled there. */
	private Mono<Boolean> settle(String patientId, Claim claim, Move move, DaySheet sheet) {
		if (sheet.hasDecided(claim.appointmentId(), move.id())) {
			return Mono.justOrEmpty(sheet.moved(move.id()))
				.flatMap(this.sheets::activate)
				.then(Mono.defer(() -> this.claims.follow(patientId, claim, move)))
				.thenReturn(false);
		}
		SheetId target = move.sheet(claim.doctorId());
		Mono<Void> turnedAway = target.equals(claim.sheet()) ? Mono.empty()
				: this.sheets.turnAway(target, move.id(), this.clock.instant());
		return turnedAway.then(Mono.defer(() -> decide(patientId, claim, sheet)));
	}

}
