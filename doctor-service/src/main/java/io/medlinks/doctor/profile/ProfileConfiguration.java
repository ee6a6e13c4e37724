package io.medlinks.doctor.profile;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the profile's topic and outbox.
 */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

	@Bean
	Topic profileTopic() {
		return DoctorEvents.TOPIC;
	}

	@Bean
	OutboxCollection doctorsOutbox() {
		return new OutboxCollection(Doctor.class);
	}

}
