package io.medlinks.patient.diary.messaging;

import java.time.OffsetDateTime;

import io.medlinks.patient.diary.EntryContent;
import io.medlinks.patient.diary.Symptom;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What ai-summary-service publishes of interviews can be read.
 */
class InterviewEventContractTests {

	private final JsonMapper json = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
		.build();

	@Test
	void readsAnInterview() {
		InterviewEventListener.InterviewSubmitted fact = this.json.readValue(
				EventContracts.sample("medlinks.ai.interview-submitted.v1"),
				InterviewEventListener.InterviewSubmitted.class);
		assertThat(fact.interviewId()).isNotBlank();
		assertThat(fact.version()).isEqualTo(9);
		EntryContent entry = fact.content().entry();
		assertThat(entry.text().value()).startsWith("My head hurts");
		assertThat(entry.happenedAt()).isEqualTo(OffsetDateTime.parse("2026-11-23T08:00:00+01:00"));
		assertThat(entry.symptoms()).contains(new Symptom("headache", 6), new Symptom("fever", 0));
	}

}
