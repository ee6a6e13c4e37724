package io.medlinks.scheduling.urgency.messaging;

import io.medlinks.scheduling.urgency.Review;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What other services publish of urgency can be read.
 */
class UrgencyEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void readsAnAssessment() {
		AssessmentEventListener.AssessmentFact fact = this.json.readValue(
				EventContracts.sample(AssessmentEventListener.ENTRY_ASSESSED),
				AssessmentEventListener.AssessmentFact.class);
		assertThat(fact.patientId()).isEqualTo("a1000000-0000-4000-8000-000000000001");
		assertThat(fact.entryVersion()).isEqualTo(1);
		assertThat(fact.content().level()).isEqualTo("same-day");
	}

	@Test
	void readsAReview() {
		ReviewEventListener.ReviewFact fact = this.json.readValue(
				EventContracts.sample(ReviewEventListener.REVIEW_RECORDED), ReviewEventListener.ReviewFact.class);
		assertThat(fact.review().acknowledges()).isTrue();
		assertThat(fact.review().covers())
			.containsExactly(new Review.Covered("5f1d0c1e-3f5b-8a77-9a52-1c0e7c3d9b10", 1));
	}

}
