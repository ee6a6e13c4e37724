package io.medlinks.ai.interview;

import java.util.Optional;

import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.platform.text.PatientText;

/**
 * A question that needs words.
 *
 * @param language {@code en}, {@code de} or {@code ar}
 * @param profile what is known of the patient
 * @param told what was told so far
 * @param question the question in the words of its tree
 */
public record QuestionRequest(String language, Optional<PatientProfile> profile, PatientText told, Question question) {

	@Override
	public String toString() {
		return "QuestionRequest[" + this.question.id() + "]";
	}

}
