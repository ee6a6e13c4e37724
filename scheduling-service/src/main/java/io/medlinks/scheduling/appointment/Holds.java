package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.problem.Problem;
import io.medlinks.scheduling.appointment.DaySheet.Hold;
import io.medlinks.scheduling.appointment.PatientClaims.HeldTime;
import io.medlinks.scheduling.appointment.WantedTime.Wish;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps one time for a patient for a few minutes. A hold is judged by its time stamp
 * alone: whatever is left behind by a crash is worth nothing once it expired.
 */
@Component
public class Holds {

	/** The patient's one hold is this one; the day sheet does not know yet. */
	private static final CrashPoint KEPT = new CrashPoint("hold.kept");

	private final WantedTime wantedTime;

	private final DaySheets sheets;

	private final Claims claims;

	private final AppointmentProperties properties;

	private final Clock clock;

	Holds(WantedTime wantedTime, DaySheets sheets, Claims claims, AppointmentProperties properties, Clock clock) {
		this.wantedTime = wantedTime;
		this.sheets = sheets;
		this.claims = claims;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Keeps a time, and lets go of the one that was kept before.
	 * @param request the wish
	 * @return the hold, unchanged for a repetition while it is kept; an error 409 where
	 * the time cannot be had, 422 where the key was used for another wish
	 */
	public Mono<HoldView> hold(HoldingRequest request) {
		return repeated(request).switchIfEmpty(Mono.defer(() -> keep(request)));
	}

	private Mono<HoldView> repeated(HoldingRequest request) {
		return this.claims.of(request.patientId())
			.flatMap((ofPatient) -> Mono.justOrEmpty(ofPatient.hold()))
			.filter((held) -> held.holdId().equals(request.holdId()))
			.flatMap((held) -> held.fingerprint().equals(request.fingerprint()) ? standing(request, held)
					: Mono.error(Problem.idempotencyKeyReused()));
	}

	private Mono<HoldView> standing(HoldingRequest request, HeldTime held) {
		return this.sheets.find(held.sheetId())
			.flatMap((sheet) -> Mono.justOrEmpty(sheet.hold(held.holdId(), this.clock.instant())))
			.map((hold) -> view(request, hold, held.zone()));
	}

	private Mono<HoldView> keep(HoldingRequest request) {
		String patientId = request.patientId();
		Wish wish = new Wish(request.doctorId(), patientId, request.start(), request.visitType());
		return this.wantedTime.find(wish).flatMap((found) -> {
			Instant now = this.clock.instant();
			Hold hold = hold(request.holdId(), patientId, found.slot(), now.plus(this.properties.holdFor()));
			HeldTime held = new HeldTime(request.holdId(), request.fingerprint(), found.sheet().value(),
					found.slot().zone(), hold.expiresAt());
			return letGoFirst(patientId, held, now)
				.then(Mono.defer(() -> KEPT.passed(this.claims.keep(patientId, held))))
				.flatMap((before) -> letGoOfAnother(before.hold(), held, now).thenReturn(before))
				.then(this.sheets.open(found.sheet()))
				.then(Mono.defer(() -> this.sheets.hold(found.sheet(), hold, now)))
				.flatMap((_) -> giveUpUnlessKept(patientId, held, now)
					.thenReturn(view(request, hold, found.slot().zone())))
				.switchIfEmpty(
						Mono.defer(() -> this.wantedTime.refuse(found.availability(), wish, List.of(Refusal.TAKEN))));
		});
	}

	/**
	 * Lets go of the time that is kept for a patient, where there is one.
	 * @param patientId the patient
	 */
	public Mono<Void> release(String patientId) {
		return this.claims.of(patientId)
			.flatMap((ofPatient) -> letGo(ofPatient.hold(), this.clock.instant()))
			.then(Mono.defer(() -> this.claims.keepNone(patientId)))
			.flatMap((before) -> letGo(before.hold(), this.clock.instant()));
	}

	/**
	 * A request at the same moment may have taken this one's place before it stood on the
	 * day sheet, and found nothing there to let go of.
	 */
	private Mono<Void> giveUpUnlessKept(String patientId, HeldTime held, Instant now) {
		return this.claims.of(patientId)
			.filter((ofPatient) -> ofPatient.hold() == null || !ofPatient.hold().holdId().equals(held.holdId()))
			.flatMap((_) -> letGo(held, now));
	}

	/**
	 * What was kept before is let go while it is still known: a crash behind the next
	 * step would leave it to nobody.
	 */
	private Mono<Void> letGoFirst(String patientId, HeldTime held, Instant now) {
		return this.claims.of(patientId).flatMap((ofPatient) -> letGoOfAnother(ofPatient.hold(), held, now));
	}

	/**
	 * A repetition at the same moment may have told the patient already that the same
	 * hold stands, so it is not taken off the day sheet even for an instant.
	 */
	private Mono<Void> letGoOfAnother(@Nullable HeldTime before, HeldTime held, Instant now) {
		return (before != null && !before.holdId().equals(held.holdId())) ? letGo(before, now) : Mono.empty();
	}

	private Mono<Void> letGo(@Nullable HeldTime held, Instant now) {
		return (held != null) ? this.sheets.release(held.sheetId(), List.of(held.holdId()), now) : Mono.empty();
	}

	private static Hold hold(String holdId, String patientId, Slot slot, Instant expiresAt) {
		return new Hold(holdId, patientId, slot.start(), slot.end(), slot.blockedFrom(), slot.blockedUntil(),
				expiresAt);
	}

	private static HoldView view(HoldingRequest request, Hold hold, ZoneId zone) {
		return new HoldView(hold.holdId(), request.doctorId(), hold.start().atZone(zone).toOffsetDateTime(),
				hold.end().atZone(zone).toOffsetDateTime(), request.visitType(), zone.getId(), hold.expiresAt());
	}

	/**
	 * A wish for a time to be kept.
	 *
	 * @param holdId the id that the hold will have; the same for a repetition
	 * @param fingerprint tells a repetition from another request with the same key
	 * @param patientId for whom
	 * @param doctorId with whom
	 * @param start when
	 * @param visitType how
	 */
	public record HoldingRequest(String holdId, String fingerprint, String patientId, String doctorId, Instant start,
			VisitType visitType) {

	}

}
