package io.medlinks.doctor.consultation.messaging;

import java.time.Instant;

import io.medlinks.doctor.consultation.messaging.ConsultationEventListener.ConsultationState;
import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of consultations stands in their contract.
 */
class ConsultationContractTests {

	private final JsonMapper json = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	@ParameterizedTest
	@ValueSource(strings = { "recorded", "amended", "retracted" })
	void readsWhatAConsultationAnswers(String what) {
		ConsultationState state = this.json
			.readValue(EventContracts.sample("medlinks.doctor.consultation-" + what + ".v1"), ConsultationState.class);
		assertThat(state.covers()).containsExactly(new EntryVersion("5f1d0c1e-3f5b-8a77-9a52-1c0e7c3d9b10", 1));
		assertThat(state.recordedAt()).isEqualTo(Instant.parse("2026-11-23T07:20:00Z"));
		assertThat(state.content().doctorName()).isEqualTo("Dr Marta Silva");
	}

}
