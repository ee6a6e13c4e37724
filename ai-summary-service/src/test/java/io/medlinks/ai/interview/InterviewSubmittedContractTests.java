package io.medlinks.ai.interview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class InterviewSubmittedContractTests {

	private final JsonMapper json = JsonMapper.builder()
		.disable(DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
		.build();

	@Test
	void publishesWhatTheSampleShows() {
		InterviewSubmitted submitted = new InterviewSubmitted("8c1e6a52-9b1d-8f00-8a3e-2d5c7b9e4f61",
				"a1000000-0000-4000-8000-000000000001", 9, Instant.parse("2026-11-23T07:06:40Z"),
				new InterviewSubmitted.Content(
						new PatientText(
								"My head hurts since this morning.\nReason: headache.\nHow bad: 6 of 10.\nNo fever."),
						OffsetDateTime.parse("2026-11-23T08:00:00+01:00"),
						List.of(new InterviewSubmitted.Symptom("headache", 6),
								new InterviewSubmitted.Symptom("nausea", null),
								new InterviewSubmitted.Symptom("fever", 0)),
						"headache", "en"));
		String body = this.json.writeValueAsString(submitted);
		EventContracts.assertValid(InterviewSubmitted.TYPE.name(), body);
		assertThat(this.json.readTree(body))
			.isEqualTo(this.json.readTree(EventContracts.sample(InterviewSubmitted.TYPE.name())));
	}

}
