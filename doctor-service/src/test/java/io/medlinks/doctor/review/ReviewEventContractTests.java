package io.medlinks.doctor.review;

import java.time.Instant;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.events.EventContracts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What reviews publish keeps its contract.
 */
class ReviewEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void acknowledgementKeepsItsContract() {
		assertValid(new PatientText("called back"));
	}

	@Test
	void acknowledgementWithoutReasonKeepsItsContract() {
		assertValid(null);
	}

	private void assertValid(@Nullable PatientText reason) {
		Review review = new Review("review-1", "patient-1", "doctor-1", "Dr Marta Silva", Review.ACKNOWLEDGE,
				List.of(new EntryVersion("entry-1", 1)), reason, Instant.parse("2026-11-23T07:10:00Z"), "fingerprint");
		EventContracts.assertValid(ReviewEvents.RECORDED.name(),
				this.json.writeValueAsString(ReviewEvents.published(review)));
	}

}
