package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.medlinks.scheduling.appointment.DaySheet.Hold;
import io.medlinks.scheduling.appointment.PatientClaims.HeldTime;
import io.medlinks.scheduling.appointment.WantedTime.Found;
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
	 * @param holdId the id that the hold will have; the same for a repetition
	 * @param patientId the patient
	 * @param doctorId with whom
	 * @param start when
	 * @param type how
	 * @return the hold; an error 409 where the time cannot be had
	 */
	public Mono<HoldView> hold(String holdId, String patientId, String doctorId, Instant start, VisitType type) {
		Wish wish = new Wish(doctorId, patientId, start, type);
		return this.wantedTime.find(wish).flatMap((found) -> {
			Instant now = this.clock.instant();
			Hold hold = hold(holdId, patientId, found.slot(), now.plus(this.properties.holdFor()));
			return this.claims.keep(patientId, new HeldTime(holdId, found.sheet().value(), hold.expiresAt()))
				.flatMap((before) -> letGo(before.hold(), now).thenReturn(before))
				.then(this.sheets.open(found.sheet()))
				.then(Mono.defer(() -> this.sheets.hold(found.sheet(), hold, now)))
				.map((_) -> view(hold, found))
				.switchIfEmpty(
						Mono.defer(() -> this.wantedTime.refuse(found.availability(), wish, List.of(Refusal.TAKEN))));
		});
	}

	/**
	 * Lets go of the time that is kept for a patient, where there is one.
	 * @param patientId the patient
	 */
	public Mono<Void> release(String patientId) {
		return this.claims.keepNone(patientId).flatMap((before) -> letGo(before.hold(), this.clock.instant()));
	}

	private Mono<Void> letGo(@Nullable HeldTime held, Instant now) {
		return (held != null) ? this.sheets.release(held.sheetId(), List.of(held.holdId()), now) : Mono.empty();
	}

	private static Hold hold(String holdId, String patientId, Slot slot, Instant expiresAt) {
		return new Hold(holdId, patientId, slot.start(), slot.end(), slot.blockedFrom(), slot.blockedUntil(),
				expiresAt);
	}

	private static HoldView view(Hold hold, Found found) {
		Slot slot = found.slot();
		return new HoldView(hold.holdId(), found.availability().id(),
				slot.start().atZone(slot.zone()).toOffsetDateTime(), slot.end().atZone(slot.zone()).toOffsetDateTime(),
				slot.visitType(), slot.zone().getId(), hold.expiresAt());
	}

}
