package io.medlinks.patient.diary.messaging;

import java.time.Instant;
import java.util.List;

import io.medlinks.patient.diary.EntryFindings;
import io.medlinks.patient.diary.EntryView;
import io.medlinks.patient.diary.FiredRule;
import io.medlinks.patient.diary.UrgencyLevel;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * Listens to how urgent ai-summary-service finds entries.
 */
@Configuration(proxyBeanMethods = false)
class AssessmentEventListener {

	@Bean
	EventSubscription assessmentSubscription(EntryFindings findings) {
		return EventSubscription.named("assessment")
			.topic(new Topic("medlinks.ai.assessment"))
			.on("medlinks.ai.entry-assessed.v1", EntryAssessed.class,
					(fact, metadata) -> on(findings, fact, metadata.bodyHash()))
			.build();
	}

	private static Mono<Void> on(EntryFindings findings, EntryAssessed fact, String bodyHash) {
		return findings.assessed(fact.patientId(), fact.entryId(), fact.version(), new EntryView.Assessment(
				fact.content().level(), fact.content().rules(), fact.entryVersion(), fact.assessedAt()), bodyHash);
	}

	record EntryAssessed(String entryId, long entryVersion, String patientId, long version, Instant assessedAt,
			Content content) {

		record Content(UrgencyLevel level, List<FiredRule> rules) {

		}

	}

}
