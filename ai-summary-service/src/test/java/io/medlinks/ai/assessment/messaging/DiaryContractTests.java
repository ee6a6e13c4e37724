package io.medlinks.ai.assessment.messaging;

import java.time.OffsetDateTime;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.diary.EntryStatus;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class DiaryContractTests {

	private final JsonMapper json = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
		.build();

	@ParameterizedTest
	@ValueSource(strings = { "medlinks.patient.diary-entry-logged.v1", "medlinks.patient.diary-entry-amended.v1",
			"medlinks.patient.diary-entry-withdrawn.v1" })
	void readsEntries(String type) {
		DiaryEntry entry = this.json.readValue(EventContracts.sample(type), DiaryEventListener.DiaryEntryFact.class)
			.entry();
		assertThat(entry.id()).isNotBlank();
		assertThat(entry.version()).isPositive();
		assertThat(entry.happenedAt()).isEqualTo(OffsetDateTime.parse("2026-11-23T08:00:00+01:00"));
		assertThat(entry.symptoms()).isNotEmpty();
		assertThat(entry.status()).isEqualTo(type.contains("withdrawn") ? EntryStatus.WITHDRAWN : EntryStatus.ACTIVE);
	}

	@Test
	void readsProfiles() {
		PatientProfile profile = this.json
			.readValue(EventContracts.sample("medlinks.patient.profile-changed.v1"),
					PatientProfileEventListener.ProfileFact.class)
			.profile();
		assertThat(profile.birthDate()).hasToString("1987-04-12");
		assertThat(profile.sex()).isEqualTo("female");
		assertThat(profile.zone()).isEqualTo("Europe/Lisbon");
	}

}
