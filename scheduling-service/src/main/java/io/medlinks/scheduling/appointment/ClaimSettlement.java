package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;

import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Settles claims that a crash left pending: the day sheet says whether there is an
 * appointment, and where there is none, a fence on the sheet makes sure that none can
 * come any more before the claim goes. Any instance may do it; a lease keeps two from
 * doing the same work, and twice does no harm.
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
		return Flux.defer(this.claims::due).concatMap(this::settle).then().onErrorResume((failure) -> {
			log.warn("Settling claims failed ({}) and will be repeated", failure.getClass().getSimpleName());
			return Mono.empty();
		});
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

	private boolean isOld(Claim claim) {
		return claim.since().plus(this.properties.settleAfter()).isBefore(this.clock.instant());
	}

	/** Lets the day sheet decide about a claim. */
	Mono<Void> settle(String patientId, Claim claim) {
		return this.sheets.open(claim.sheet())
			.flatMap((sheet) -> sheet.appointment(claim.appointmentId())
				.map((appointment) -> follow(patientId, claim, appointment))
				.orElseGet(() -> fenceOff(patientId, claim)))
			.then();
	}

	private Mono<Boolean> follow(String patientId, Claim claim, Appointment appointment) {
		if (!appointment.isActive()) {
			return this.claims.remove(patientId, claim.appointmentId());
		}
		return claim.isPending() ? this.claims.confirm(patientId, claim.appointmentId()) : Mono.just(true);
	}

	/**
	 * An attempt that joins between fence and removal keeps the claim pending; so does a
	 * booking that came first. The next sweep sees either.
	 */
	private Mono<Boolean> fenceOff(String patientId, Claim claim) {
		return this.sheets.fence(claim.sheet(), claim.appointmentId(), claim.attempts(), this.clock.instant())
			.filter(Boolean::booleanValue)
			.flatMap((_) -> this.claims.removeAttempted(patientId, claim.appointmentId(), claim.attempts()));
	}

}
