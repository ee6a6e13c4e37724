package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
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
 */
record Appointment(String appointmentId, long version, String patientId, String doctorId, AppointmentStatus status,
		Instant start, Instant end, Instant blockedFrom, Instant blockedUntil, ZoneId zone, VisitType visitType,
		@Nullable PatientText reason, @Nullable PatientText cancelReason, BookedBy bookedBy, Instant bookedAt,
		@Nullable Instant cancelledAt, String fingerprint, List<AppliedKey> appliedKeys) {

	Appointment(String appointmentId, long version, String patientId, String doctorId, AppointmentStatus status,
			Instant start, Instant end, Instant blockedFrom, Instant blockedUntil, ZoneId zone, VisitType visitType,
			@Nullable PatientText reason, @Nullable PatientText cancelReason, BookedBy bookedBy, Instant bookedAt,
			@Nullable Instant cancelledAt, String fingerprint, @Nullable List<AppliedKey> appliedKeys) {
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
	}

	boolean isActive() {
		return this.status == AppointmentStatus.BOOKED;
	}

	/** The day on which it takes place, on the doctor's wall clock. */
	LocalDate day() {
		return LocalDate.ofInstant(this.start, this.zone);
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
				this.appliedKeys);
	}

}
