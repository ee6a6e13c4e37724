package io.medlinks.scheduling.urgency.messaging;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.urgency.PatientUrgencies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

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
			.on(REVIEW_RECORDED, ReviewFact.class, (fact, _) -> on(urgencies, fact))
			.build();
	}

	private static Mono<Void> on(PatientUrgencies urgencies, ReviewFact fact) {
		return fact.kind().equals("acknowledge") ? urgencies.reviewed(fact.patientId(), fact.covered()) : Mono.empty();
	}

	record ReviewFact(String patientId, String kind, List<Covered> covers) {

		Map<String, Long> covered() {
			return this.covers.stream().collect(Collectors.toMap(Covered::entryId, Covered::version, Math::max));
		}

		record Covered(String entryId, long version) {

		}

	}

}
