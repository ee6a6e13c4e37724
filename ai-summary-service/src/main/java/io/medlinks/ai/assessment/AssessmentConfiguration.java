package io.medlinks.ai.assessment;

import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;

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
	OutboxCollection assessmentsOutbox() {
		return new OutboxCollection(EntryAssessment.class);
	}

}
