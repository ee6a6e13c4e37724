package io.medlinks.doctor.panel;

import java.time.LocalDate;
import java.util.List;

import io.medlinks.doctor.dashboard.DashboardItem;
import io.medlinks.doctor.dashboard.Fact;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A patient as their doctor sees them.
 *
 * @param patientId the patient
 * @param name the patient's name; empty while no profile has arrived
 * @param birthDate when they were born
 * @param age completed years
 * @param sex female, male, other or unknown
 * @param phone where calls reach them
 * @param email where mail reaches them
 * @param allergies what they do not tolerate, in their words
 * @param heightCm height in centimetres
 * @param weightKg weight in kilograms
 * @param status the patient's row on the dashboard
 */
public record PanelPatient(String patientId, String name, @Nullable LocalDate birthDate, @Nullable Integer age,
		String sex, @Nullable String phone, @Nullable String email, List<PatientText> allergies,
		@Nullable Double heightCm, @Nullable Double weightKg, DashboardItem status) {

	static PanelPatient of(Fact.Patient patient, DashboardItem status) {
		return new PanelPatient(patient.id(), patient.name(), patient.birthDate(), status.age(), patient.sex(),
				patient.phone(), patient.email(), patient.allergies(), patient.heightCm(), patient.weightKg(), status);
	}

	static PanelPatient withoutProfile(DashboardItem status) {
		return new PanelPatient(status.patientId(), status.name(), null, null, status.sex(), null, null, List.of(),
				null, null, status);
	}

	@Override
	public String toString() {
		return "PanelPatient[" + this.patientId + "]";
	}

}
