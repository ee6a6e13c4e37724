package io.medlinks.scheduling.urgency.messaging;

import java.util.List;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.urgency.PatientUrgencies;
import io.medlinks.scheduling.urgency.Review;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hears of doctors' reviews.
 */
@Configuration(proxyBeanMethods = false)
class ReviewEventListener {

	static final String REVIEW_RECORDED = "medlinks.doctor.review-recorded.v1";

	@Bean
	EventSubscription reviewSubscription(PatientUrgencies urgencies) {
		return EventSubscription.named("review")
			.topic(new Topic("medlinks.doctor.review"))
			.on(REVIEW_RECORDED, ReviewFact.class,
					(fact, metadata) -> urgencies.reviewed(fact.review(), metadata.bodyHash()))
			.build();
	}

	record ReviewFact(String reviewId, String patientId, long version, String kind, List<Review.Covered> covers) {

		Review review() {
			return new Review(this.reviewId, this.version, this.patientId, this.kind.equals("acknowledge"),
					this.covers);
		}

	}

}
