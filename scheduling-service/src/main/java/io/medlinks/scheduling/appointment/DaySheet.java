package io.medlinks.scheduling.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.openings.TakenTimes.Interval;
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
 * @param fences requests that came too late and must not write any more
 * @param incoming appointments about to come from another sheet; they block their time
 * @param moved appointments that went to another sheet; the move is decided, whether or
 * not the other sheet knows yet
 */
@Document("daySheets")
@CompoundIndex(name = "doctor-day", def = "{'doctorId': 1, 'day': 1}")
@CompoundIndex(name = "appointment", def = "{'appointments.appointmentId': 1}")
@CompoundIndex(name = "patient", def = "{'appointments.patientId': 1}")
@CompoundIndex(name = "moved-appointment", def = "{'moved.appointment.appointmentId': 1}")
@CompoundIndex(name = "moved-patient", def = "{'moved.appointment.patientId': 1}")
record DaySheet(@Id String id, String doctorId, LocalDate day, ZoneId zone, List<Appointment> appointments,
		List<Hold> holds, List<Closure> closures, List<Fence> fences, List<Incoming> incoming, List<Moved> moved) {

	/**
	 * How often one patient can have been booked on a sheet, the times that were called
	 * off or moved away included: a sheet is one document, which must not be filled up by
	 * anybody.
	 */
	private static final int MOST_OF_A_PATIENT = 20;

	DaySheet(String id, String doctorId, LocalDate day, ZoneId zone, @Nullable List<Appointment> appointments,
			@Nullable List<Hold> holds, @Nullable List<Closure> closures, @Nullable List<Fence> fences,
			@Nullable List<Incoming> incoming, @Nullable List<Moved> moved) {
		this.id = id;
		this.doctorId = doctorId;
		this.day = day;
		this.zone = zone;
		this.appointments = (appointments != null) ? List.copyOf(appointments) : List.of();
		this.holds = (holds != null) ? List.copyOf(holds) : List.of();
		this.closures = (closures != null) ? List.copyOf(closures) : List.of();
		this.fences = (fences != null) ? List.copyOf(fences) : List.of();
		this.incoming = (incoming != null) ? List.copyOf(incoming) : List.of();
		this.moved = (moved != null) ? List.copyOf(moved) : List.of();
	}

	static DaySheet empty(SheetId id) {
		return new DaySheet(id.value(), id.doctorId(), id.day(), id.zone(), List.of(), List.of(), List.of(), List.of(),
				List.of(), List.of());
	}

	SheetId sheetId() {
		return new SheetId(this.doctorId, this.day, this.zone);
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

	/** The appointment that a move is bringing here and that is not here yet. */
	Optional<Appointment> incoming(String move) {
		return this.incoming.stream()
			.filter((coming) -> coming.move().equals(move))
			.map(Incoming::appointment)
			.findFirst();
	}

	/** What a move took from here. */
	Optional<Moved> moved(String move) {
		return this.moved.stream().filter((gone) -> gone.move().equals(move)).findFirst();
	}

	/**
	 * Whether an appointment stands here, or went from here as it then was or later: what
	 * was to bring it as it then was is over.
	 */
	boolean hasSeen(Appointment then) {
		return appointment(then.appointmentId()).isPresent() || this.moved.stream()
			.map(Moved::appointment)
			.anyMatch((gone) -> gone.appointmentId().equals(then.appointmentId()) && gone.version() >= then.version());
	}

	/** Whether a move from or within this sheet is decided. */
	boolean hasDecided(String appointmentId, String move) {
		return moved(move).isPresent()
				|| appointment(appointmentId).filter((appointment) -> appointment.wasMovedBy(move)).isPresent();
	}

	boolean fences(String attempt) {
		return this.fences.stream().anyMatch((fence) -> fence.attempt().equals(attempt));
	}

	/**
	 * Why a patient cannot have a slot here: the rule that the conditional update
	 * applies, for a look ahead, and how often they were here.
	 * @param appointmentId the appointment that is to be moved; null for a new one
	 * @return empty where nothing speaks against it
	 */
	List<Refusal> refusals(Slot slot, String patientId, @Nullable String appointmentId, Instant now) {
		boolean comes = appointmentId == null || appointment(appointmentId).isEmpty();
		if (comes && isFullOf(patientId, appointmentId)) {
			return List.of(Refusal.TOO_MANY_THAT_DAY);
		}
		return isTaken(slot, patientId, appointmentId, now) ? List.of(Refusal.TAKEN) : List.of();
	}

	/**
	 * Whether a patient was booked here as often as is allowed; what comes back leaves
	 * nothing of its own behind.
	 */
	private boolean isFullOf(String patientId, @Nullable String appointmentId) {
		return Stream.concat(this.appointments.stream(), this.moved.stream().map(Moved::appointment))
			.filter((appointment) -> appointment.patientId().equals(patientId)
					&& !appointment.appointmentId().equals(appointmentId))
			.count() >= MOST_OF_A_PATIENT;
	}

	private boolean isTaken(Slot slot, String patientId, @Nullable String appointmentId, Instant now) {
		return taken(patientId, appointmentId, now)
			.anyMatch((interval) -> slot.isBlockedBy(interval.from(), interval.until()));
	}

	/**
	 * The times that a patient cannot have any more.
	 * @param patientId the patient, whose own hold does not count
	 * @param appointmentId the appointment whose own time does not count; null for none
	 */
	Stream<Interval> taken(String patientId, @Nullable String appointmentId, Instant now) {
		Stream<Interval> booked = Stream
			.concat(this.appointments.stream().filter(Appointment::isActive),
					this.incoming.stream().map(Incoming::appointment))
			.filter((appointment) -> !appointment.appointmentId().equals(appointmentId))
			.map((appointment) -> new Interval(appointment.blockedFrom(), appointment.blockedUntil()));
		Stream<Interval> held = this.holds.stream()
			.filter((hold) -> hold.isOfAnother(patientId, now))
			.map((hold) -> new Interval(hold.blockedFrom(), hold.blockedUntil()));
		Stream<Interval> closed = this.closures.stream()
			.map((closure) -> new Interval(closure.blockedFrom(), closure.blockedUntil()));
		return Stream.of(booked, held, closed).flatMap((intervals) -> intervals);
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
	 * A request that may not write any more.
	 */
	record Fence(String attempt, Instant at) {

	}

	/**
	 * An appointment that is about to come from another sheet, as it will be then.
	 */
	record Incoming(String move, String from, Appointment appointment) {

	}

	/**
	 * An appointment that went to another sheet, as it is since then.
	 */
	record Moved(String move, String to, Appointment appointment) {

	}

}
