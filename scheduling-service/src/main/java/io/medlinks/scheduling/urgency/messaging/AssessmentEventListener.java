package io.medlinks.scheduling.urgency.messaging;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.urgency.AssessedEntry;
import io.medlinks.scheduling.urgency.PatientUrgencies;
import io.medlinks.scheduling.urgency.UrgencyLevel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * Hears of assessed diary entries.
 */
@Configuration(proxyBeanMethods = false)
class AssessmentEventListener {

	static final String ENTRY_ASSESSED = "medlinks.ai.entry-assessed.v1";

	@Bean
	EventSubscription assessmentSubscription(PatientUrgencies urgencies) {
		return EventSubscription.named("assessment")
			.topic(new Topic("medlinks.ai.assessment"))
			.on(ENTRY_ASSESSED, AssessmentFact.class, (fact, metadata) -> on(urgencies, fact, metadata.bodyHash()))
			.build();
	}

	private static Mono<Void> on(PatientUrgencies urgencies, AssessmentFact fact, String bodyHash) {
		return urgencies.assessed(new AssessedEntry(fact.entryId(), fact.version(), fact.patientId(),
				fact.entryVersion(), UrgencyLevel.of(fact.content().level())), bodyHash);
	}

	record AssessmentFact(String entryId, String patientId, long version, long entryVersion, Content content) {

		record Content(String level) {

		}

	}

}
