package io.medlinks.patient.diary.messaging;

import java.time.Instant;
import java.util.List;

import io.medlinks.patient.diary.EntryFindings;
import io.medlinks.patient.diary.EntryView;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

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
			.on("medlinks.doctor.review-recorded.v1", ReviewRecorded.class, (fact, _) -> on(findings, fact))
			.build();
	}

	private static Mono<Void> on(EntryFindings findings, ReviewRecorded fact) {
		if (!ACKNOWLEDGE.equals(fact.kind())) {
			return Mono.empty();
		}
		return findings.seen(fact.patientId(), fact.reviewId(), fact.version(), fact.covers(),
				new EntryView.SeenBy(fact.doctorId(), fact.content().doctorName(), fact.at()));
	}

	record ReviewRecorded(String reviewId, String patientId, String doctorId, long version, String kind,
			List<EntryFindings.Covered> covers, Instant at, Content content) {

		record Content(String doctorName) {

		}

	}

}
