package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A patient's own future times, one document, so that nobody is in two places at once.
 * The day sheets are the truth; a pending claim is settled by them.
 *
 * @param id the patient
 * @param claims the times
 * @param hold the one time that is kept while the patient fills in the form
 * @param dueAt when the sweep should look at pending claims; null while there are none
 */
@Document("patientClaims")
@CompoundIndex(name = "appointment", def = "{'claims.appointmentId': 1}")
record PatientClaims(@Id String id, List<Claim> claims, @Nullable HeldTime hold,
		@Indexed(sparse = true) @Nullable Instant dueAt) {

	PatientClaims(String id, @Nullable List<Claim> claims, @Nullable HeldTime hold, @Nullable Instant dueAt) {
		this.id = id;
		this.claims = (claims != null) ? List.copyOf(claims) : List.of();
		this.hold = hold;
		this.dueAt = dueAt;
	}

	static PatientClaims none(String patientId) {
		return new PatientClaims(patientId, List.of(), null, null);
	}

	Optional<Claim> claim(String appointmentId) {
		return this.claims.stream().filter((claim) -> claim.appointmentId().equals(appointmentId)).findFirst();
	}

	boolean has(String appointmentId) {
		return claim(appointmentId).isPresent();
	}

	List<Claim> overlapping(Instant start, Instant end) {
		return this.claims.stream().filter((claim) -> claim.overlaps(start, end)).toList();
	}

	/**
	 * How sure a claim is.
	 */
	enum State {

		/** The day sheet has to say. */
		PENDING,

		/** The appointment stands on the day sheet. */
		CONFIRMED

	}

	/**
	 * A time that a patient has, or is about to have.
	 *
	 * @param appointmentId the appointment
	 * @param doctorId whose day sheet
	 * @param day the sheet's day
	 * @param clinicZone the sheet's zone
	 * @param start when it starts
	 * @param end when it ends
	 * @param state how sure it is
	 * @param since since when
	 * @param attempts the requests that may be about to write the day sheet
	 * @param move the other time that one of them wants, which is the patient's as well
	 * until it is settled; null for none
	 * @param stamp another with every change, so that whoever settles the claim notices
	 * one
	 */
	record Claim(String appointmentId, String doctorId, LocalDate day, ZoneId clinicZone, Instant start, Instant end,
			State state, Instant since, List<String> attempts, @Nullable Move move, String stamp) {

		Claim(String appointmentId, String doctorId, LocalDate day, ZoneId clinicZone, Instant start, Instant end,
				State state, Instant since, @Nullable List<String> attempts, @Nullable Move move, String stamp) {
			this.appointmentId = appointmentId;
			this.doctorId = doctorId;
			this.day = day;
			this.clinicZone = clinicZone;
			this.start = start;
			this.end = end;
			this.state = state;
			this.since = since;
			this.attempts = (attempts != null) ? List.copyOf(attempts) : List.of();
			this.move = move;
			this.stamp = stamp;
		}

		static Claim pending(Appointment appointment, SheetId sheet, String attempt, Instant now) {
			return new Claim(appointment.appointmentId(), sheet.doctorId(), sheet.day(), sheet.zone(),
					appointment.start(), appointment.end(), State.PENDING, now, List.of(attempt), null,
					UUID.randomUUID().toString());
		}

		SheetId sheet() {
			return new SheetId(this.doctorId, this.day, this.clinicZone);
		}

		boolean isPending() {
			return this.state == State.PENDING;
		}

		boolean overlaps(Instant start, Instant end) {
			return (this.start.isBefore(end) && start.isBefore(this.end))
					|| (this.move != null && this.move.overlaps(start, end));
		}

	}

	/**
	 * Another time for an appointment of the same doctor.
	 *
	 * @param id the move; one of the claim's attempts
	 * @param applied the request's key and body; a repetition joins the move
	 * @param day the new sheet's day
	 * @param clinicZone the new sheet's zone
	 * @param start when the appointment would start
	 * @param end when it would end
	 */
	record Move(String id, AppliedKey applied, LocalDate day, ZoneId clinicZone, Instant start, Instant end) {

		SheetId sheet(String doctorId) {
			return new SheetId(doctorId, this.day, this.clinicZone);
		}

		boolean overlaps(Instant start, Instant end) {
			return this.start.isBefore(end) && start.isBefore(this.end);
		}

		boolean isRepeatedBy(Move other) {
			return this.applied.equals(other.applied) && this.day.equals(other.day) && this.start.equals(other.start)
					&& this.end.equals(other.end);
		}

	}

	/**
	 * Where the patient's hold stands.
	 *
	 * @param holdId the hold
	 * @param fingerprint tells its request from another with the same key
	 * @param sheetId the day sheet
	 * @param zone the zone of the doctor's wall times
	 * @param expiresAt until when it is kept
	 */
	record HeldTime(String holdId, String fingerprint, String sheetId, ZoneId zone, Instant expiresAt) {

	}

}
