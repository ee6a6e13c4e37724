package io.medlinks.doctor.profile;

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
		return DoctorEvents.TOPIC;
	}

	@Bean
	PublishedSource<Doctor> doctorsSource() {
		return PublishedSource.of("doctors", DoctorEvents.TOPIC, Doctor.class, DoctorEvents::state);
	}

	@Bean
	OutboxCollection doctorsOutbox() {
		return new OutboxCollection(Doctor.class);
	}

}
