package io.medlinks.ai.assessment;

import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import io.medlinks.platform.reconcile.PublishedState;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the rules, and where assessments wait and are published.
 */
@Configuration(proxyBeanMethods = false)
class AssessmentConfiguration {

	@Bean
	UrgencyRules urgencyRules() {
		return UrgencyRules.load();
	}

	@Bean
	Topic assessmentTopic() {
		return EntryAssessed.TOPIC;
	}

	@Bean
	PublishedSource<EntryAssessment> assessmentsSource() {
		return PublishedSource.of("assessments", EntryAssessed.TOPIC, EntryAssessment.class,
				(assessment) -> PublishedState.of(assessment.id(), assessment.version(), EntryAssessed.TYPE,
						assessment.patientId(), assessment.published()));
	}

	@Bean
	OutboxCollection assessmentsOutbox() {
		return new OutboxCollection(EntryAssessment.class);
	}

}
