package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.medlinks.scheduling.availability.Slot;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * All that is booked, held or closed on one clinic-local day of one doctor: one document,
 * so that one conditional update decides who gets a time.
 *
 * @param id doctor and day
 * @param doctorId the doctor
 * @param day the day in the clinic's zone
 * @param zone the clinic's zone
 * @param appointments what was booked, the cancelled ones too
 * @param holds times kept for somebody who is filling in the form
 * @param closures times at which the doctor is away
 * @param fences attempts at booking that came too late and must not write any more
 */
@Document("daySheets")
@CompoundIndex(name = "doctor-day", def = "{'doctorId': 1, 'day': 1}")
@CompoundIndex(name = "appointment", def = "{'appointments.appointmentId': 1}")
@CompoundIndex(name = "patient", def = "{'appointments.patientId': 1}")
record DaySheet(@Id String id, String doctorId, LocalDate day, ZoneId zone, List<Appointment> appointments,
		List<Hold> holds, List<Closure> closures, List<Fence> fences) {

	DaySheet(String id, String doctorId, LocalDate day, ZoneId zone, @Nullable List<Appointment> appointments,
			@Nullable List<Hold> holds, @Nullable List<Closure> closures, @Nullable List<Fence> fences) {
		this.id = id;
		this.doctorId = doctorId;
		this.day = day;
		this.zone = zone;
		this.appointments = (appointments != null) ? List.copyOf(appointments) : List.of();
		this.holds = (holds != null) ? List.copyOf(holds) : List.of();
		this.closures = (closures != null) ? List.copyOf(closures) : List.of();
		this.fences = (fences != null) ? List.copyOf(fences) : List.of();
	}

	static DaySheet empty(SheetId id) {
		return new DaySheet(id.value(), id.doctorId(), id.day(), id.zone(), List.of(), List.of(), List.of(), List.of());
	}

	Optional<Appointment> appointment(String appointmentId) {
		return this.appointments.stream()
			.filter((appointment) -> appointment.appointmentId().equals(appointmentId))
			.findFirst();
	}

	Optional<Hold> hold(String holdId, Instant now) {
		return this.holds.stream()
			.filter((hold) -> hold.holdId().equals(holdId) && now.isBefore(hold.expiresAt()))
			.findFirst();
	}

	boolean fences(String attempt) {
		return this.fences.stream().anyMatch((fence) -> fence.attempt().equals(attempt));
	}

	/**
	 * Whether a patient cannot have a slot any more: the rule that the conditional update
	 * applies, for a look ahead.
	 */
	boolean isTaken(Slot slot, String patientId, Instant now) {
		return this.appointments.stream()
			.anyMatch((appointment) -> appointment.isActive()
					&& slot.isBlockedBy(appointment.blockedFrom(), appointment.blockedUntil()))
				|| this.holds.stream()
					.anyMatch((hold) -> hold.isOfAnother(patientId, now)
							&& slot.isBlockedBy(hold.blockedFrom(), hold.blockedUntil()))
				|| this.closures.stream()
					.anyMatch((closure) -> slot.isBlockedBy(closure.blockedFrom(), closure.blockedUntil()));
	}

	/**
	 * A time kept for a patient until it expires; it is judged by its time stamp alone.
	 */
	record Hold(String holdId, String patientId, Instant start, Instant end, Instant blockedFrom, Instant blockedUntil,
			Instant expiresAt) {

		boolean isOfAnother(String patientId, Instant now) {
			return !this.patientId.equals(patientId) && now.isBefore(this.expiresAt);
		}

	}

	/**
	 * A time at which the doctor is away.
	 */
	record Closure(String closureId, Instant blockedFrom, Instant blockedUntil) {

	}

	/**
	 * An attempt at booking that may not write any more.
	 */
	record Fence(String attempt, Instant at) {

	}

}
