package io.medlinks.ai.summary;

import java.time.Instant;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryWrittenContractTests {

	@Test
	void publishesWhatTheSampleShows() {
		Evidence evidence = new Evidence("5f1d0c1e-3f5b-8a77-9a52-1c0e7c3d9b10", 1);
		PatientSummary summary = new PatientSummary("a1000000-0000-4000-8000-000000000001", 4, "template",
				Instant.parse("2026-11-23T07:02:12Z"),
				List.of(new SummarySentence(new PatientText("Reports headache, severity 7 of 10, since 23 November."),
						List.of(evidence))),
				List.of(evidence));
		String body = JsonMapper.shared().writeValueAsString(summary.published());
		EventContracts.assertValid(SummaryWritten.TYPE.name(), body);
		assertThat(JsonMapper.shared().readTree(body))
			.isEqualTo(JsonMapper.shared().readTree(EventContracts.sample(SummaryWritten.TYPE.name())));
	}

}
