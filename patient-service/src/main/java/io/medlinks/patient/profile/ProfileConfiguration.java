package io.medlinks.patient.profile;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the profile's topic and outbox.
 */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

	@Bean
	Topic profileTopic() {
		return ProfileEvents.TOPIC;
	}

	@Bean
	PublishedSource<PatientProfile> patientsSource() {
		return PublishedSource.of("patients", ProfileEvents.TOPIC, PatientProfile.class, ProfileEvents::state);
	}

	@Bean
	OutboxCollection patientsOutbox() {
		return new OutboxCollection(PatientProfile.class);
	}

}
