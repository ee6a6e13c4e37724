package io.medlinks.patient.careteam;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
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
	PublishedSource<CareTeamLink> careTeamLinksSource() {
		return PublishedSource.of("care-team-links", CareTeamEvents.TOPIC, CareTeamLink.class, CareTeamEvents::state);
	}

	@Bean
	OutboxCollection careTeamLinksOutbox() {
		return new OutboxCollection(CareTeamLink.class);
	}

}
