package io.medlinks.patient.careteam;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the care team's topic and outbox.
 */
@Configuration(proxyBeanMethods = false)
class CareTeamConfiguration {

	@Bean
	Topic careTeamTopic() {
		return CareTeamEvents.TOPIC;
	}

	@Bean
	OutboxCollection careTeamLinksOutbox() {
		return new OutboxCollection(CareTeamLink.class);
	}

}
