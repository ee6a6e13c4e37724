package io.medlinks.doctor.profile;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A registration as the one who sent it, and operators, see it.
 *
 * @param state where it stands
 * @param ready whether the account has the rights that the decision gives it, which may
 * take a moment
 * @param reason why it was declined; null where it was not
 * @param submittedAt when it was sent last; null where nothing was
 * @param decidedAt when it was decided; null before that
 * @param name the name with title
 * @param specialty what they practise
 * @param practice where they practise
 * @param phone where calls reach them
 * @param zone the IANA zone of the practice
 * @param email where mail reaches them
 * @param language the BCP 47 tag of the language they read
 * @param registrationNumber the number under which they are registered
 * @param registrationBody the body that registered them
 * @param languages the BCP 47 tags of the languages they speak
 */
public record RegistrationView(RegistrationState state, boolean ready, @Nullable String reason,
		@Nullable Instant submittedAt, @Nullable Instant decidedAt, @Nullable String name, @Nullable String specialty,
		@Nullable String practice, @Nullable String phone, @Nullable String zone, @Nullable String email,
		@Nullable String language, @Nullable String registrationNumber, @Nullable String registrationBody,
		List<String> languages) {

	/** Nothing was sent. */
	static final RegistrationView NONE = new RegistrationView(RegistrationState.NONE, true, null, null, null, null,
			null, null, null, null, null, null, null, null, List.of());

	static RegistrationView of(Doctor doctor) {
		DoctorContent content = doctor.content();
		Registration sent = doctor.registration();
		return new RegistrationView(doctor.state(), doctor.roleDueAt() == null, (sent != null) ? sent.reason() : null,
				(sent != null) ? sent.submittedAt() : null, (sent != null) ? sent.decidedAt() : null, content.name(),
				content.specialty(), content.practice(), content.phone(), content.zone(), content.email(),
				content.language(), (sent != null) ? sent.number() : null, (sent != null) ? sent.body() : null,
				(sent != null) ? sent.languages() : List.of());
	}

}
