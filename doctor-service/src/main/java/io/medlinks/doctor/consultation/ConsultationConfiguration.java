package io.medlinks.doctor.consultation;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the consultations' topic and outbox.
 */
@Configuration(proxyBeanMethods = false)
class ConsultationConfiguration {

	@Bean
	Topic consultationTopic() {
		return ConsultationEvents.TOPIC;
	}

	@Bean
	PublishedSource<Consultation> consultationsSource() {
		return PublishedSource.of("consultations", ConsultationEvents.TOPIC, Consultation.class,
				ConsultationEvents::state);
	}

	@Bean
	OutboxCollection consultationsOutbox() {
		return new OutboxCollection(Consultation.class);
	}

}
