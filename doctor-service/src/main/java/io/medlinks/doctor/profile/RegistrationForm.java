package io.medlinks.doctor.profile;

import java.util.List;

/**
 * What somebody tells who wants to be a doctor here.
 *
 * @param profile what becomes the doctor's profile
 * @param number the number under which the doctor is registered
 * @param body the body that registered the doctor
 * @param languages the BCP 47 tags of the languages that the doctor speaks
 */
public record RegistrationForm(DoctorContent profile, String number, String body, List<String> languages) {

	public RegistrationForm {
		languages = List.copyOf(languages);
	}

	@Override
	public String toString() {
		return "RegistrationForm[" + this.profile + "]";
	}

}
