package io.medlinks.doctor.profile;

import org.jspecify.annotations.Nullable;

/**
 * What a doctor tells about themselves.
 *
 * @param name the name with title
 * @param specialty what they practise
 * @param practice where they practise; null where not told
 * @param phone where calls reach them; null where not told
 * @param zone the IANA zone of the practice
 * @param email where mail reaches them; null where not told
 * @param language the BCP 47 tag of the language they read; null where not told
 */
public record DoctorContent(String name, String specialty, @Nullable String practice, @Nullable String phone,
		String zone, @Nullable String email, @Nullable String language) {

	@Override
	public String toString() {
		return "DoctorContent[" + this.zone + ", " + this.language + "]";
	}

}
