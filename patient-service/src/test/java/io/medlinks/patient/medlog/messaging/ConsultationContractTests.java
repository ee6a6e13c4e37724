package io.medlinks.patient.medlog.messaging;

import java.time.OffsetDateTime;

import io.medlinks.patient.medlog.ConsultationMode;
import io.medlinks.patient.medlog.ConsultationStatus;
import io.medlinks.patient.medlog.PublishedConsultation;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What doctor-service publishes about consultations can be read.
 */
class ConsultationContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@ParameterizedTest
	@CsvSource({ "recorded,1,FINISHED,1", "amended,2,FINISHED,1", "retracted,2,ENTERED_IN_ERROR,0" })
	void readsAConsultation(String what, long version, ConsultationStatus status, int medications) {
		PublishedConsultation consultation = this.json
			.readValue(EventContracts.sample("medlinks.doctor.consultation-" + what + ".v1"),
					ConsultationEventListener.ConsultationFact.class)
			.consultation();
		assertThat(consultation.version()).isEqualTo(version);
		assertThat(consultation.status()).isEqualTo(status);
		assertThat(consultation.mode()).isEqualTo(ConsultationMode.TEXT);
		assertThat(consultation.doctorName()).isEqualTo("Dr Marta Silva");
		assertThat(consultation.happenedAt()).isEqualTo(OffsetDateTime.parse("2026-11-23T07:20:00Z"));
		assertThat(consultation.medications()).hasSize(medications);
		assertThat(consultation.covers()).hasSize(1);
		assertThat(consultation.toString()).doesNotContain("Migraine", "Ibuprofen", "dark room");
	}

}
