package io.medlinks.drill.clinic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What MedLinks has acknowledged to the clinic's people: it must hold all of this and
 * nothing else.
 */
public final class Ledger {

	private final Map<String, Map<String, Written>> entries = new HashMap<>();

	private final Map<String, Map<String, Booked>> appointments = new HashMap<>();

	private final Map<String, Map<String, Map<String, Long>>> acknowledged = new HashMap<>();

	private final Map<String, Map<String, Map<String, Long>>> opened = new HashMap<>();

	private final Map<String, Map<String, Said>> consultations = new HashMap<>();

	private final Map<String, Map<String, Set<String>>> questions = new HashMap<>();

	private final Map<String, Set<Access>> accesses = new HashMap<>();

	synchronized void entry(String patientId, String entryId, Written written) {
		this.entries.computeIfAbsent(patientId, (_) -> new HashMap<>())
			.merge(entryId, written, (one, other) -> (one.version() > other.version()) ? one : other);
	}

	synchronized void appointment(Booked booked) {
		this.appointments.computeIfAbsent(booked.patientId(), (_) -> new HashMap<>())
			.merge(booked.id(), booked, (one, other) -> (one.version() > other.version()) ? one : other);
	}

	synchronized void acknowledged(String doctorId, String patientId, Map<String, Long> versions) {
		keep(this.acknowledged, doctorId, patientId, versions);
	}

	synchronized void opened(String doctorId, String patientId, Map<String, Long> versions) {
		keep(this.opened, doctorId, patientId, versions);
	}

	private static void keep(Map<String, Map<String, Map<String, Long>>> all, String doctorId, String patientId,
			Map<String, Long> versions) {
		Map<String, Long> kept = all.computeIfAbsent(doctorId, (_) -> new HashMap<>())
			.computeIfAbsent(patientId, (_) -> new HashMap<>());
		versions.forEach((entry, version) -> kept.merge(entry, version, Math::max));
	}

	synchronized void consultation(String patientId, String consultationId, Said said) {
		this.consultations.computeIfAbsent(patientId, (_) -> new HashMap<>()).put(consultationId, said);
	}

	synchronized void question(String patientId, String threadId, String messageId) {
		this.questions.computeIfAbsent(patientId, (_) -> new HashMap<>())
			.computeIfAbsent(threadId, (_) -> new HashSet<>())
			.add(messageId);
	}

	synchronized void access(String patientId, String actorId, String resource, String action) {
		this.accesses.computeIfAbsent(patientId, (_) -> new HashSet<>())
			.add(new Access(actorId, resource, action, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
	}

	/**
	 * A patient's entries as they stand, by entry.
	 * @param patientId the patient
	 */
	public synchronized Map<String, Written> entries(String patientId) {
		return Map.copyOf(this.entries.getOrDefault(patientId, Map.of()));
	}

	/**
	 * A patient's appointments as they stand, by appointment.
	 * @param patientId the patient
	 */
	public synchronized Map<String, Booked> appointments(String patientId) {
		return Map.copyOf(this.appointments.getOrDefault(patientId, Map.of()));
	}

	/** All appointments. */
	public synchronized List<Booked> appointments() {
		return this.appointments.values().stream().flatMap((ofOne) -> ofOne.values().stream()).toList();
	}

	/** The newest version of each entry of a patient that a doctor has acknowledged. */
	synchronized Map<String, Long> acknowledged(String doctorId, String patientId) {
		return Map.copyOf(this.acknowledged.getOrDefault(doctorId, Map.of()).getOrDefault(patientId, Map.of()));
	}

	/** The newest version of each entry of a patient that a doctor has opened. */
	synchronized Map<String, Long> opened(String doctorId, String patientId) {
		return Map.copyOf(this.opened.getOrDefault(doctorId, Map.of()).getOrDefault(patientId, Map.of()));
	}

	/** A patient's consultations as they stand, by consultation. */
	synchronized Map<String, Said> consultations(String patientId) {
		return Map.copyOf(this.consultations.getOrDefault(patientId, Map.of()));
	}

	/** The questions that a patient asked, by conversation. */
	synchronized Map<String, Set<String>> questions(String patientId) {
		return Map.copyOf(this.questions.getOrDefault(patientId, Map.of()));
	}

	/** Who was shown or changed a patient's data. */
	synchronized Set<Access> accesses(String patientId) {
		return Set.copyOf(this.accesses.getOrDefault(patientId, Set.of()));
	}

	/** How many entries there are. */
	public synchronized int entries() {
		return this.entries.values().stream().mapToInt(Map::size).sum();
	}

	/** How many entries and appointments there are, in words. */
	public synchronized String size() {
		return entries() + " entries, " + this.appointments.values().stream().mapToInt(Map::size).sum()
				+ " appointments";
	}

	/**
	 * An entry as it was last acknowledged.
	 *
	 * @param version its version
	 * @param text what the patient wrote
	 * @param active false once it is withdrawn
	 */
	public record Written(long version, String text, boolean active) {

		static Written first(String text) {
			return new Written(1, text, true);
		}

		Written amended(String text) {
			return new Written(this.version + 1, text, true);
		}

		Written withdrawn() {
			return new Written(this.version + 1, this.text, false);
		}

	}

	/**
	 * A consultation as it was last acknowledged.
	 *
	 * @param version its version
	 * @param doctorId its author
	 * @param message what the patient is told
	 * @param notes what its author alone may read
	 * @param active false once it is taken back
	 */
	record Said(long version, String doctorId, String message, String notes, boolean active) {

		static Said first(String doctorId, String message, String notes) {
			return new Said(1, doctorId, message, notes, true);
		}

		Said amended(String otherMessage, String otherNotes) {
			return new Said(this.version + 1, this.doctorId, otherMessage, otherNotes, true);
		}

		Said retracted() {
			return new Said(this.version + 1, this.doctorId, this.message, this.notes, false);
		}

	}

	/**
	 * An appointment as it was last acknowledged.
	 *
	 * @param id the appointment
	 * @param patientId who comes
	 * @param doctorId who sees them
	 * @param start when it starts
	 * @param end when it ends
	 * @param active whether it is still to take place
	 * @param version its version
	 */
	public record Booked(String id, String patientId, String doctorId, Instant start, Instant end, boolean active,
			long version) {

		Booked cancelled() {
			return new Booked(this.id, this.patientId, this.doctorId, this.start, this.end, false, this.version + 1);
		}

		boolean overlaps(Booked other) {
			return this.start.isBefore(other.end) && other.start.isBefore(this.end);
		}

	}

	/**
	 * Somebody who was shown or changed data.
	 *
	 * @param actorId who
	 * @param resource which data
	 * @param action {@code read} or {@code write}
	 * @param at when, to the second: when it was shown for what was done, when it was
	 * written for what is logged
	 */
	record Access(String actorId, String resource, String action, Instant at) {

		/** Accesses of one kind within five minutes of the clock are logged as one. */
		static final long BUCKET_SECONDS = 300;

		/** How long it may take at most from the access to its answer. */
		private static final long ANSWERED_SECONDS = 90;

		/** For how long somebody asks again who got no answer, and a little more. */
		private static final long ASKED_SECONDS = 330;

		/**
		 * Whether something logged tells of this.
		 * @param logged what is logged
		 */
		boolean isToldBy(Access logged) {
			return isWithin(ANSWERED_SECONDS, logged);
		}

		/**
		 * Whether something logged may come of this, asked for until it was done.
		 * @param logged what is logged
		 */
		boolean mayBe(Access logged) {
			return isWithin(ASKED_SECONDS, logged);
		}

		private boolean isWithin(long seconds, Access logged) {
			long bucket = logged.at.getEpochSecond() / BUCKET_SECONDS;
			long last = this.at.getEpochSecond() / BUCKET_SECONDS;
			long first = (this.at.getEpochSecond() - seconds) / BUCKET_SECONDS;
			return this.actorId.equals(logged.actorId) && this.resource.equals(logged.resource)
					&& this.action.equals(logged.action) && bucket >= first && bucket <= last;
		}

	}

}
