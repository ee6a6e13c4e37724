package io.medlinks.doctor.profile;

import org.jspecify.annotations.Nullable;

/**
 * A profile as the doctor sees it.
 *
 * @param id the doctor
 * @param version the version, also its entity tag
 * @param name the name with title
 * @param specialty what they practise
 * @param practice where they practise
 * @param phone where calls reach them
 * @param zone the IANA zone of the practice
 * @param email where mail reaches them; null where not told
 * @param language the BCP 47 tag of the language they read; null where not told
 * @param approved whether an operator approved the doctor
 */
public record DoctorView(String id, long version, String name, String specialty, @Nullable String practice,
		@Nullable String phone, String zone, @Nullable String email, @Nullable String language, boolean approved) {

	static DoctorView of(Doctor doctor) {
		DoctorContent content = doctor.content();
		return new DoctorView(doctor.id(), doctor.version(), content.name(), content.specialty(), content.practice(),
				content.phone(), content.zone(), content.email(), content.language(), doctor.approved());
	}

}
