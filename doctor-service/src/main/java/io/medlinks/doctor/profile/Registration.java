package io.medlinks.doctor.profile;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a doctor tells the operators, and what they decided.
 *
 * @param number the number under which the doctor is registered
 * @param body the body that registered the doctor
 * @param languages the BCP 47 tags of the languages that the doctor speaks
 * @param state where it stands
 * @param reason why it was declined; null where it was not
 * @param submittedAt when it was sent last
 * @param decidedAt when it was decided; null before that
 */
record Registration(String number, String body, List<String> languages, RegistrationState state,
		@Nullable String reason, Instant submittedAt, @Nullable Instant decidedAt) {

	Registration {
		languages = List.copyOf(languages);
	}

	static Registration submitted(String number, String body, List<String> languages, Instant at) {
		return new Registration(number, body, languages, RegistrationState.WAITING, null, at, null);
	}

	Registration decided(RegistrationState state, @Nullable String reason, Instant at) {
		return new Registration(this.number, this.body, this.languages, state, reason, this.submittedAt, at);
	}

}
