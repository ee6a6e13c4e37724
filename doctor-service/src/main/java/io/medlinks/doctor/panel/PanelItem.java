package io.medlinks.doctor.panel;

import java.time.Instant;

import io.medlinks.doctor.dashboard.DashboardItem;
import io.medlinks.doctor.dashboard.UrgencyLevel;
import org.jspecify.annotations.Nullable;

/**
 * A patient in the list of a doctor's patients.
 *
 * @param patientId the patient
 * @param name the patient's name; empty while no profile has arrived
 * @param age completed years; null where the birth date is not told
 * @param sex female, male, other or unknown
 * @param urgency the highest class that waits; null where nothing waits
 * @param lastEntryAt the arrival of the newest entry
 */
public record PanelItem(String patientId, String name, @Nullable Integer age, String sex,
		@Nullable UrgencyLevel urgency, @Nullable Instant lastEntryAt) {

	static PanelItem of(DashboardItem item) {
		return new PanelItem(item.patientId(), item.name(), item.age(), item.sex(), item.urgency(), item.lastEntryAt());
	}

}
