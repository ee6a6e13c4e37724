package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A patient on a doctor's dashboard. Where the doctor does not treat the patient any
 * more, an empty row stays, so that a fold of older facts cannot bring it back.
 *
 * @param id the doctor and the patient
 * @param revision counts how often the row was written
 * @param doctorId whose dashboard
 * @param patientId the patient
 * @param active whether the doctor treats the patient
 * @param rank the place of the urgency class, after all classes where nothing waits
 * @param orderSince the order within a class
 * @param foldedName the name as it is searched and sorted
 * @param state what the row shows; null unless active
 */
@Document("dashboardRows")
@CompoundIndex(name = "urgency", def = "{'doctorId': 1, 'active': 1, 'rank': 1, 'orderSince': 1, 'patientId': 1}")
@CompoundIndex(name = "name", def = "{'doctorId': 1, 'active': 1, 'foldedName': 1, 'patientId': 1}")
record DashboardRow(@Id String id, long revision, String doctorId, String patientId, boolean active, int rank,
		Instant orderSince, String foldedName, @Nullable State state) {

	static final int NOTHING_WAITS = UrgencyLevel.values().length;

	static String id(String doctorId, String patientId) {
		return doctorId + ":" + patientId;
	}

	/** A row that shows nothing, its revision 0. */
	static DashboardRow empty(String doctorId, String patientId) {
		return new DashboardRow(id(doctorId, patientId), 0, doctorId, patientId, false, NOTHING_WAITS, Instant.EPOCH,
				"", null);
	}

	@Nullable Instant lastEntryAt() {
		return (this.state != null) ? this.state.lastEntryAt() : null;
	}

	/**
	 * This row with one part of another.
	 * @param part which part
	 * @param folded the row that has it, folded with nothing else
	 */
	DashboardRow with(RowPart part, DashboardRow folded) {
		State before = this.state;
		State after = folded.state;
		if (part == RowPart.ALL || before == null || after == null) {
			return folded;
		}
		boolean entries = part == RowPart.ENTRIES;
		return new DashboardRow(this.id, this.revision, this.doctorId, this.patientId, this.active,
				entries ? folded.rank : this.rank, entries ? folded.orderSince : this.orderSince,
				(part == RowPart.PROFILE) ? folded.foldedName : this.foldedName, before.with(part, after));
	}

	/** The same with other appointments. */
	DashboardRow withAppointments(List<BookedVisit> appointments) {
		return new DashboardRow(this.id, this.revision, this.doctorId, this.patientId, this.active, this.rank,
				this.orderSince, this.foldedName,
				(this.state != null) ? this.state.withAppointments(appointments) : null);
	}

	DashboardRow withRevision(long revision) {
		return new DashboardRow(this.id, revision, this.doctorId, this.patientId, this.active, this.rank,
				this.orderSince, this.foldedName, this.state);
	}

	/**
	 * What a row shows.
	 *
	 * @param name the patient's name; empty while no profile has arrived
	 * @param birthDate when they were born
	 * @param sex the administrative gender
	 * @param urgency the highest class that waits; null where nothing waits
	 * @param assessed whether all that waits is assessed in its present version
	 * @param waitingSince the arrival of the oldest entry of that class
	 * @param waitingEntries how many entries wait
	 * @param unreadEntries how many of them the doctor has not opened
	 * @param reasons why the patient is here
	 * @param headline the first words of the newest entry that waits
	 * @param uncovered what waits
	 * @param lastEntryAt the arrival of the newest entry
	 * @param seenBy who acknowledged the shown entries last
	 * @param appointments the next appointments with this doctor, soonest first
	 * @param summaryVersion the summary's version
	 */
	record State(String name, @Nullable LocalDate birthDate, String sex, @Nullable UrgencyLevel urgency,
			boolean assessed, @Nullable Instant waitingSince, int waitingEntries, int unreadEntries,
			List<Reason> reasons, @Nullable PatientText headline, List<EntryVersion> uncovered,
			@Nullable Instant lastEntryAt, @Nullable SeenBy seenBy, List<BookedVisit> appointments,
			@Nullable Long summaryVersion) {

		State(String name, @Nullable LocalDate birthDate, String sex, @Nullable UrgencyLevel urgency, boolean assessed,
				@Nullable Instant waitingSince, int waitingEntries, int unreadEntries, @Nullable List<Reason> reasons,
				@Nullable PatientText headline, @Nullable List<EntryVersion> uncovered, @Nullable Instant lastEntryAt,
				@Nullable SeenBy seenBy, @Nullable List<BookedVisit> appointments, @Nullable Long summaryVersion) {
			this.name = name;
			this.birthDate = birthDate;
			this.sex = sex;
			this.urgency = urgency;
			this.assessed = assessed;
			this.waitingSince = waitingSince;
			this.waitingEntries = waitingEntries;
			this.unreadEntries = unreadEntries;
			this.reasons = (reasons != null) ? List.copyOf(reasons) : List.of();
			this.headline = headline;
			this.uncovered = (uncovered != null) ? List.copyOf(uncovered) : List.of();
			this.lastEntryAt = lastEntryAt;
			this.seenBy = seenBy;
			this.appointments = (appointments != null) ? List.copyOf(appointments) : List.of();
			this.summaryVersion = summaryVersion;
		}

		private State with(RowPart part, State other) {
			return switch (part) {
				case ALL -> other;
				case ENTRIES -> new State(this.name, this.birthDate, this.sex, other.urgency, other.assessed,
						other.waitingSince, other.waitingEntries, other.unreadEntries, other.reasons, other.headline,
						other.uncovered, other.lastEntryAt, other.seenBy, this.appointments, this.summaryVersion);
				case PROFILE -> new State(other.name, other.birthDate, other.sex, this.urgency, this.assessed,
						this.waitingSince, this.waitingEntries, this.unreadEntries, this.reasons, this.headline,
						this.uncovered, this.lastEntryAt, this.seenBy, this.appointments, this.summaryVersion);
				case SUMMARY -> new State(this.name, this.birthDate, this.sex, this.urgency, this.assessed,
						this.waitingSince, this.waitingEntries, this.unreadEntries, this.reasons, this.headline,
						this.uncovered, this.lastEntryAt, this.seenBy, this.appointments, other.summaryVersion);
				case APPOINTMENTS -> withAppointments(other.appointments);
			};
		}

		State withAppointments(List<BookedVisit> appointments) {
			return new State(this.name, this.birthDate, this.sex, this.urgency, this.assessed, this.waitingSince,
					this.waitingEntries, this.unreadEntries, this.reasons, this.headline, this.uncovered,
					this.lastEntryAt, this.seenBy, appointments, this.summaryVersion);
		}

		@Override
		public String toString() {
			return "State[" + this.waitingEntries + " waiting]";
		}

	}

}
