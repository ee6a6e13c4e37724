package io.medlinks.ai.assessment;

import java.time.Instant;
import java.util.List;

import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class EntryAssessedContractTests {

	@Test
	void publishesWhatTheSampleShows() {
		EntryAssessment assessment = new EntryAssessment(
				"5f1d0c1e-3f5b-8a77-9a52-1c0e7c3d9b10", 1, "a1000000-0000-4000-8000-000000000001", 1,
				UrgencyLevel.SAME_DAY, List.of(new EntryAssessment.DecidingRule("severe-symptom",
						"A symptom of 7 or more out of 10", "MedLinks triage defaults")),
				"2026-11", Instant.parse("2026-11-23T07:02:11.400Z"));
		String body = JsonMapper.shared().writeValueAsString(assessment.published());
		EventContracts.assertValid(EntryAssessed.TYPE.name(), body);
		assertThat(JsonMapper.shared().readTree(body))
			.isEqualTo(JsonMapper.shared().readTree(EventContracts.sample(EntryAssessed.TYPE.name())));
	}

}
