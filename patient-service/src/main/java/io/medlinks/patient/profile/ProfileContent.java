package io.medlinks.patient.profile;

import java.time.LocalDate;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * What a patient tells about themselves.
 *
 * @param name what they are called
 * @param birthDate when they were born; null where not told
 * @param sex the administrative gender
 * @param email where mail reaches them; null where not told
 * @param phone where calls reach them; null where not told
 * @param zone the IANA zone they live in
 * @param language the BCP 47 tag of the language they read
 * @param allergies what they do not tolerate, in their words
 * @param heightCm height in centimetres; null where not told
 * @param weightKg weight in kilograms; null where not told
 * @param healthCardId the number on the health card; null where not told
 * @param address where they live; null where not told
 */
public record ProfileContent(String name, @Nullable LocalDate birthDate, Sex sex, @Nullable String email,
		@Nullable String phone, String zone, String language, List<PatientText> allergies, @Nullable Double heightCm,
		@Nullable Double weightKg, @Nullable String healthCardId, @Nullable String address) {

	public ProfileContent {
		allergies = List.copyOf(allergies);
	}

	@Override
	public String toString() {
		return "ProfileContent[" + this.zone + ", " + this.language + "]";
	}

}
