package io.medlinks.scheduling.people;

import java.time.ZoneId;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How somebody is addressed.
 *
 * @param name what they are called
 * @param email where mail reaches them; null where not told
 * @param zone the zone they live or practise in
 * @param language the BCP 47 tag of the language they read
 */
public record Contact(String name, @Nullable String email, ZoneId zone, String language) {

	/** The languages that MedLinks speaks. */
	private static final Set<String> LANGUAGES = Set.of("en", "de", "ar");

	/** The language of those who told none of these. */
	private static final String USUAL_LANGUAGE = "en";

	static Contact of(PatientContact patient) {
		return new Contact(patient.name(), patient.email(), ZoneId.of(patient.zone()), spoken(patient.language()));
	}

	static Contact of(DoctorContact doctor) {
		return new Contact(doctor.name(), doctor.email(), ZoneId.of(doctor.zone()), spoken(doctor.language()));
	}

	private static String spoken(@Nullable String language) {
		return (language != null && LANGUAGES.contains(language)) ? language : USUAL_LANGUAGE;
	}

	@Override
	public String toString() {
		return "Contact[" + this.zone + ", " + this.language + "]";
	}

}
