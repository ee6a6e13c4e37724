package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A patient on the dashboard as the doctor sees it.
 *
 * @param patientId the patient
 * @param name the patient's name; empty while no profile has arrived
 * @param age completed years; null where the birth date is not told
 * @param sex female, male, other or unknown
 * @param urgency the highest class that waits; null where nothing waits
 * @param assessed whether all that waits is assessed in its present version
 * @param waitingSince the arrival of the oldest entry of that class
 * @param targetMinutes within how many minutes of its arrival somebody should look
 * @param waitingEntries how many entries this doctor has not acknowledged
 * @param unreadEntries how many of them this doctor has not even opened
 * @param reasons why the patient is here
 * @param headline the first words of the newest entry that waits
 * @param uncovered the entry versions that wait, 100 at the most
 * @param lastEntryAt the arrival of the newest entry
 * @param seenBy who acknowledged the shown entries last
 * @param nextAppointment the next appointment with this doctor
 * @param summaryVersion the summary's version; null while there is none
 */
public record DashboardItem(String patientId, String name, @Nullable Integer age, String sex,
		@Nullable UrgencyLevel urgency, boolean assessed, @Nullable Instant waitingSince,
		@Nullable Integer targetMinutes, int waitingEntries, int unreadEntries, List<Reason> reasons,
		@Nullable PatientText headline, List<EntryVersion> uncovered, @Nullable Instant lastEntryAt,
		@Nullable SeenBy seenBy, @Nullable BookedVisit nextAppointment, @Nullable Long summaryVersion) {

	static DashboardItem of(DashboardRow row, Instant now) {
		DashboardRow.State state = Objects.requireNonNull(row.state());
		UrgencyLevel urgency = state.urgency();
		return new DashboardItem(row.patientId(), state.name(), age(state.birthDate(), now), state.sex(), urgency,
				state.assessed(), state.waitingSince(), (urgency != null) ? (int) urgency.target().toMinutes() : null,
				state.waitingEntries(), state.unreadEntries(), state.reasons(), state.headline(), state.uncovered(),
				state.lastEntryAt(), state.seenBy(), next(state.appointments(), now), state.summaryVersion());
	}

	private static @Nullable Integer age(@Nullable LocalDate birthDate, Instant now) {
		return (birthDate != null) ? Period.between(birthDate, LocalDate.ofInstant(now, ZoneOffset.UTC)).getYears()
				: null;
	}

	private static @Nullable BookedVisit next(List<BookedVisit> appointments, Instant now) {
		return appointments.stream().filter((appointment) -> appointment.end().isAfter(now)).findFirst().orElse(null);
	}

	@Override
	public String toString() {
		return "DashboardItem[" + this.patientId + "]";
	}

}
