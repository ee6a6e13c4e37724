package io.medlinks.patient.profile;

import java.time.LocalDate;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A profile as the patient sees it.
 *
 * @param id the patient
 * @param version the version, also its entity tag
 * @param name what they are called
 * @param birthDate when they were born
 * @param sex the administrative gender
 * @param email where mail reaches them
 * @param phone where calls reach them
 * @param zone the IANA zone they live in
 * @param language the BCP 47 tag of the language they read
 * @param allergies what they do not tolerate
 * @param heightCm height in centimetres
 * @param weightKg weight in kilograms
 * @param healthCardId the number on the health card
 * @param address where they live
 */
public record ProfileView(String id, long version, String name, @Nullable LocalDate birthDate, Sex sex,
		@Nullable String email, @Nullable String phone, String zone, String language, List<PatientText> allergies,
		@Nullable Double heightCm, @Nullable Double weightKg, @Nullable String healthCardId, @Nullable String address) {

	static ProfileView of(PatientProfile profile) {
		ProfileContent content = profile.content();
		return new ProfileView(profile.id(), profile.version(), content.name(), content.birthDate(), content.sex(),
				content.email(), content.phone(), content.zone(), content.language(), content.allergies(),
				content.heightCm(), content.weightKg(), content.healthCardId(), content.address());
	}

}
