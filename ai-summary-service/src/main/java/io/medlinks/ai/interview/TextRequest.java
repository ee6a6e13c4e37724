package io.medlinks.ai.interview;

import java.util.Optional;

import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.platform.text.PatientText;

/**
 * What was told, and needs to be put together.
 *
 * @param language {@code en}, {@code de} or {@code ar}
 * @param profile what is known of the patient
 * @param opening the patient's opening words, with which the text begins
 * @param text all that was told, in the words of the tree
 */
public record TextRequest(String language, Optional<PatientProfile> profile, PatientText opening, PatientText text) {

	@Override
	public String toString() {
		return "TextRequest[" + this.language + "]";
	}

}
