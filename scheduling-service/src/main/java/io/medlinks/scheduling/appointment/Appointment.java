package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;

/**
 * An appointment as it stands on the doctor's day sheet.
 *
 * @param appointmentId its id
 * @param version counts from 1
 * @param patientId who comes
 * @param doctorId who sees them
 * @param status what became of it
 * @param start when it starts
 * @param end when it ends
 * @param blockedFrom where its buffer before begins
 * @param blockedUntil where its buffer after ends
 * @param zone the zone of the doctor's wall times when it was booked
 * @param visitType the type of visit
 * @param reason why, in the words of whoever booked; null where not told
 * @param cancelReason why it was called off; null where not told
 * @param bookedBy who made it
 * @param bookedAt when it was made
 * @param cancelledAt when it was called off; null while it is not
 * @param fingerprint tells the booking's request from another with the same key
 * @param appliedKeys the changes seen lately
 * @param placements the times that it had, from the first to the present one; empty while
 * it was never moved
 */
record Appointment(String appointmentId, long version, String patientId, String doctorId, AppointmentStatus status,
		Instant start, Instant end, Instant blockedFrom, Instant blockedUntil, ZoneId zone, VisitType visitType,
		@Nullable PatientText reason, @Nullable PatientText cancelReason, BookedBy bookedBy, Instant bookedAt,
		@Nullable Instant cancelledAt, String fingerprint, List<AppliedKey> appliedKeys, List<Placement> placements) {

	Appointment(String appointmentId, long version, String patientId, String doctorId, AppointmentStatus status,
			Instant start, Instant end, Instant blockedFrom, Instant blockedUntil, ZoneId zone, VisitType visitType,
			@Nullable PatientText reason, @Nullable PatientText cancelReason, BookedBy bookedBy, Instant bookedAt,
			@Nullable Instant cancelledAt, String fingerprint, @Nullable List<AppliedKey> appliedKeys,
			@Nullable List<Placement> placements) {
		this.appointmentId = appointmentId;
		this.version = version;
		this.patientId = patientId;
		this.doctorId = doctorId;
		this.status = status;
		this.start = start;
		this.end = end;
		this.blockedFrom = blockedFrom;
		this.blockedUntil = blockedUntil;
		this.zone = zone;
		this.visitType = visitType;
		this.reason = reason;
		this.cancelReason = cancelReason;
		this.bookedBy = bookedBy;
		this.bookedAt = bookedAt;
		this.cancelledAt = cancelledAt;
		this.fingerprint = fingerprint;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
		this.placements = (placements != null) ? List.copyOf(placements) : List.of();
	}

	/** An appointment as it is booked. */
	static Appointment booked(BookingRequest request, Slot slot, Instant at) {
		return new Appointment(request.appointmentId(), 1, request.patientId(), request.doctorId(),
				AppointmentStatus.BOOKED, slot.start(), slot.end(), slot.blockedFrom(), slot.blockedUntil(),
				slot.zone(), slot.visitType(), request.reason(), null, request.by(), at, null, request.fingerprint(),
				List.of(), List.of());
	}

	boolean isActive() {
		return this.status == AppointmentStatus.BOOKED;
	}

	/** The day on which it takes place, on the doctor's wall clock. */
	LocalDate day() {
		return LocalDate.ofInstant(this.start, this.zone);
	}

	/** The time that it has. */
	Placement placement() {
		return this.placements.isEmpty() ? first() : this.placements.getLast();
	}

	/** The time that it was booked for. */
	Placement bookedPlacement() {
		return this.placements.isEmpty() ? first() : this.placements.getFirst();
	}

	private Placement first() {
		return new Placement(null, null, 1, this.start, this.end, this.zone, this.visitType);
	}

	/** The time that a request gave it, as far as it is remembered. */
	Optional<Placement> placementBy(String token) {
		return this.placements.stream().filter((placement) -> token.equals(placement.token())).findFirst();
	}

	/** Whether a move, as the claims name it, brought it where it was or is. */
	boolean wasMovedBy(String move) {
		return this.placements.stream().anyMatch((placement) -> move.equals(placement.move()));
	}

	/**
	 * The appointment called off; nobody is ever stopped from that before it is over.
	 * @throws Problem 409 where it is called off already or is over
	 */
	Appointment cancelled(Instant at, @Nullable PatientText reason) {
		if (!isActive()) {
			throw Problem.conflict("already-cancelled", "This appointment is cancelled already",
					"Nothing is left to do. If you need a new time, book one.");
		}
		if (!at.isBefore(this.end)) {
			throw Problem.conflict("appointment-over", "This appointment is over",
					"Only an appointment that is still to come can be cancelled.");
		}
		return new Appointment(this.appointmentId, this.version + 1, this.patientId, this.doctorId,
				AppointmentStatus.CANCELLED, this.start, this.end, this.blockedFrom, this.blockedUntil, this.zone,
				this.visitType, this.reason, reason, this.bookedBy, this.bookedAt, at, this.fingerprint,
				this.appliedKeys, this.placements);
	}

	/**
	 * Completes where the appointment can still have another time.
	 * @throws Problem 409 where it is called off or over
	 */
	void requireMovable(Instant at) {
		if (!isActive()) {
			throw Problem.conflict("already-cancelled", "This appointment is cancelled",
					"A cancelled appointment keeps its record and gets no other time. Book a new one.");
		}
		if (!at.isBefore(this.end)) {
			throw Problem.conflict("appointment-over", "This appointment is over",
					"Only an appointment that is still to come can get another time. Book a new one.");
		}
	}

	/**
	 * The appointment at another time; all else stays.
	 * @param slot the new time
	 * @param move the move, as the claims name it
	 * @param applied what makes a repetition the same change
	 */
	Appointment moved(Slot slot, String move, AppliedKey applied) {
		List<AppliedKey> keys = new ArrayList<>(this.appliedKeys);
		keys.add(applied);
		Placement next = new Placement(move, applied.token(), this.version + 1, slot.start(), slot.end(), slot.zone(),
				slot.visitType());
		return new Appointment(this.appointmentId, this.version + 1, this.patientId, this.doctorId, this.status,
				slot.start(), slot.end(), slot.blockedFrom(), slot.blockedUntil(), slot.zone(), slot.visitType(),
				this.reason, this.cancelReason, this.bookedBy, this.bookedAt, this.cancelledAt, this.fingerprint,
				latest(keys), placedAt(next));
	}

	private static List<AppliedKey> latest(List<AppliedKey> keys) {
		return keys.subList(Math.max(0, keys.size() - AppliedKey.RING), keys.size());
	}

	/** The first time is kept for good, of the later ones as many as there are keys. */
	private List<Placement> placedAt(Placement next) {
		List<Placement> all = new ArrayList<>(List.of(bookedPlacement()));
		int oldest = Math.max(1, this.placements.size() - AppliedKey.RING + 1);
		if (oldest < this.placements.size()) {
			all.addAll(this.placements.subList(oldest, this.placements.size()));
		}
		all.add(next);
		return all;
	}

	/**
	 * A time that an appointment had, and what brought it there.
	 *
	 * @param move the move, as the claims name it; null as it was booked
	 * @param token the key of the request; null as it was booked
	 * @param version the version that this made
	 * @param start when it started
	 * @param end when it ended
	 * @param zone the zone of the doctor's wall times
	 * @param visitType the type of visit
	 */
	record Placement(@Nullable String move, @Nullable String token, long version, Instant start, Instant end,
			ZoneId zone, VisitType visitType) {

	}

}
