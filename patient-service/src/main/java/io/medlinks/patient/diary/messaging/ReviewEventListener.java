package io.medlinks.patient.diary.messaging;

import java.time.Instant;
import java.util.List;

import io.medlinks.patient.diary.EntryFindings;
import io.medlinks.patient.diary.PublishedReview;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to what doctors have seen.
 */
@Configuration(proxyBeanMethods = false)
class ReviewEventListener {

	private static final String ACKNOWLEDGE = "acknowledge";

	@Bean
	EventSubscription reviewSubscription(EntryFindings findings) {
		return EventSubscription.named("review")
			.topic(new Topic("medlinks.doctor.review"))
			.on("medlinks.doctor.review-recorded.v1", ReviewRecorded.class,
					(fact, metadata) -> findings.reviewed(fact.review(), metadata.bodyHash()))
			.build();
	}

	record ReviewRecorded(String reviewId, String patientId, String doctorId, long version, String kind,
			List<PublishedReview.Covered> covers, Instant at, Content content) {

		PublishedReview review() {
			return new PublishedReview(this.reviewId, this.version, this.patientId, ACKNOWLEDGE.equals(this.kind),
					this.covers, this.doctorId, this.content.doctorName(), this.at);
		}

		record Content(String doctorName) {

		}

	}

}
