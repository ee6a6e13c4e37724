package io.medlinks.patient.profile;

import java.time.LocalDate;
import java.util.List;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.events.EventContracts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A profile refuses what cannot be.
 */
class ProfileTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

	@Test
	void acceptsWhatCanBe() {
		Profiles.check(profile(LocalDate.of(1987, 4, 12), "Europe/Lisbon", "en"), TODAY);
		Profiles.check(profile(null, "Africa/Cairo", "ar"), TODAY);
	}

	@Test
	void refusesBirthInTheFuture() {
		assertRefused(profile(TODAY, "Europe/Lisbon", "en"), "birthDate");
		assertRefused(profile(LocalDate.of(1899, 12, 31), "Europe/Lisbon", "en"), "birthDate");
	}

	@Test
	void refusesZonesThatKnowNoDaylightSaving() {
		assertRefused(profile(null, "+01:00", "en"), "zone");
		assertRefused(profile(null, "Mars/Olympus", "en"), "zone");
		assertRefused(profile(null, "not a zone", "en"), "zone");
	}

	@Test
	void refusesLanguagesNobodyTranslated() {
		assertRefused(profile(null, "Europe/Lisbon", "tlh"), "language");
	}

	@Test
	void changedProfileKeepsItsContract() {
		PatientProfile created = PatientProfile.created("patient-1",
				profile(LocalDate.of(1987, 4, 12), "Europe/Lisbon", "en"), new AppliedKey("token", "fingerprint"));
		EventContracts.assertValid(ProfileEvents.CHANGED.name(),
				JsonMapper.builder().build().writeValueAsString(ProfileEvents.published(created)));
	}

	private static void assertRefused(ProfileContent content, String field) {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> Profiles.check(content, TODAY))
			.satisfies((problem) -> assertThat(problem.errors()).extracting("field").containsExactly(field));
	}

	private static ProfileContent profile(@Nullable LocalDate birthDate, String zone, String language) {
		return new ProfileContent("Ana Reis", birthDate, Sex.FEMALE, "ana.reis@example.org", null, zone, language,
				List.of(new PatientText("penicillin")), 168.0, 61.5, null, null);
	}

}
