package io.medlinks.doctor.profile;

import org.jspecify.annotations.Nullable;

/**
 * A doctor as operators see them: what they said and how it stands.
 *
 * @param doctorId the doctor
 * @param name the name with title
 * @param specialty what they practise
 * @param practice where they practise; null where not told
 * @param approved whether the doctor may reach patients
 * @param registration what they said and what was decided
 */
public record RegisteredDoctor(String doctorId, String name, String specialty, @Nullable String practice,
		boolean approved, RegistrationView registration) {

	static RegisteredDoctor of(Doctor doctor) {
		return new RegisteredDoctor(doctor.id(), doctor.content().name(), doctor.content().specialty(),
				doctor.content().practice(), doctor.approved(), RegistrationView.of(doctor));
	}

}
