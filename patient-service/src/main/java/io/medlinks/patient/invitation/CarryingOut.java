package io.medlinks.patient.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.medlinks.patient.invitation.PatientAccounts.PatientAccount;
import io.medlinks.patient.invitation.PatientAccounts.WantedAccount;
import io.medlinks.patient.profile.ProfileContent;
import io.medlinks.patient.profile.Profiles;
import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries invitations out: finds or makes the account, writes the record of a new one,
 * has the link mailed. Each step can be repeated, so whoever takes over after a crash
 * begins anew; at once when woken, and by a sweep for what was left behind.
 */
@Component
class CarryingOut {

	private static final Logger log = LoggerFactory.getLogger(CarryingOut.class);

	/** There is an account; the invitation does not know whose it is. */
	private static final CrashPoint ACCOUNT_MADE = new CrashPoint("invitation.account-made");

	/** The invitation knows its account, which has no record. */
	private static final CrashPoint ACCOUNT_KNOWN = new CrashPoint("invitation.account-known");

	/** The record is written; no link is mailed. */
	private static final CrashPoint RECORDED = new CrashPoint("invitation.recorded");

	/** The link is mailed; the invitation does not say so. */
	private static final CrashPoint MAILED = new CrashPoint("invitation.mailed");

	private static final Duration ANSWER = Duration.ofSeconds(20);

	private static final int CONCURRENCY = 4;

	private final Invitations invitations;

	private final PatientAccounts accounts;

	private final Profiles profiles;

	private final AccessRecords records;

	private final InvitationProperties properties;

	private final Clock clock;

	CarryingOut(Invitations invitations, PatientAccounts accounts, Profiles profiles, AccessRecords records,
			InvitationProperties properties, Clock clock) {
		this.invitations = invitations;
		this.accounts = accounts;
		this.profiles = profiles;
		this.records = records;
		this.properties = properties;
		this.clock = clock;
		if (!accounts.isAvailable()) {
			log.warn("This service was told no secret of its account (medlinks.identity): invitations wait");
		}
	}

	/**
	 * Works until the service stops. The scheduler subscribes, and again after a second
	 * should the database have been away.
	 */
	@Scheduled(fixedDelay = 1000, scheduler = "invitationScheduler")
	Flux<Void> run() {
		if (!this.accounts.isAvailable()) {
			return Flux.never();
		}
		return Flux.merge(Flux.interval(this.properties.sweepEvery()).onBackpressureDrop(), this.invitations.wakeUps())
			.onBackpressureLatest()
			.concatMap((_) -> due(), 1)
			.flatMap(this::process, CONCURRENCY);
	}

	private Flux<String> due() {
		return this.invitations.due()
			.collectList()
			.timeout(ANSWER)
			.flatMapIterable((found) -> found)
			.onErrorResume((failure) -> {
				log.warn("The invitations could not be read ({}) and will be again",
						failure.getClass().getSimpleName());
				return Flux.empty();
			});
	}

	/** Tries one invitation. It never fails, so that others go on. */
	private Mono<Void> process(String id) {
		return this.invitations.take(id)
			.timeout(ANSWER)
			.flatMap((taken) -> carryOut(taken).timeout(this.properties.lease().dividedBy(2))
				.then(Mono.defer(() -> this.invitations.carriedOut(taken)))
				.onErrorResume((failure) -> {
					log.warn("Invitation {} was not carried out ({}) and will be again", id,
							failure.getClass().getSimpleName());
					return this.invitations.failed(taken).timeout(ANSWER);
				}))
			.onErrorResume((failure) -> {
				log.warn("Invitation {} could not be put back ({}) and waits for its lease to end", id,
						failure.getClass().getSimpleName());
				return Mono.empty();
			});
	}

	private Mono<Void> carryOut(Invitation taken) {
		Duration left = Duration.between(this.clock.instant(), taken.expiresAt());
		if (left.isNegative() || left.isZero()) {
			return Mono.empty();
		}
		return ACCOUNT_MADE.passed(this.accounts.findOrMake(wanted(taken)))
			.flatMap((account) -> ACCOUNT_KNOWN.passed(this.invitations.found(taken, account.id(), account.made()))
				.switchIfEmpty(Mono.error(() -> new IllegalStateException("The lease has ended")))
				.flatMap((_) -> record(taken, account))
				.then(Mono.defer(() -> account.used() ? Mono.empty()
						: MAILED.ended(this.accounts.mailLink(account.id(), left)))));
	}

	private static WantedAccount wanted(Invitation taken) {
		ProfileContent content = taken.content();
		return new WantedAccount(taken.id(), taken.email(), taken.firstName(), taken.lastName(),
				(content != null) ? content.language() : "en");
	}

	/** What a doctor typed becomes the record of an account that had none before. */
	private Mono<Void> record(Invitation taken, PatientAccount account) {
		ProfileContent content = taken.content();
		if (content == null || !account.made()) {
			return Mono.empty();
		}
		Caller doctor = new Caller(taken.doctorId(), taken.doctorId(), taken.doctorName(), Set.of(Role.DOCTOR),
				Instant.EPOCH);
		return this.records.record(doctor, account.id(), "profile", Action.WRITE)
			.then(Mono.defer(() -> RECORDED.ended(this.profiles.begin(account.id(), content,
					new IdempotencyKey(taken.doctorId(), "invitation", taken.id())))));
	}

}
