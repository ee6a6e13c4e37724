package io.medlinks.patient.accesslog.messaging;

import java.time.Instant;
import java.util.List;

import io.medlinks.patient.accesslog.AccessLog;
import io.medlinks.patient.accesslog.AccessView;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to the accesses that all services record, this one among them.
 */
@Configuration(proxyBeanMethods = false)
class AccessEventListener {

	@Bean
	EventSubscription accessSubscription(AccessLog log) {
		return EventSubscription.named("access")
			.topic(new Topic("medlinks.access"))
			.on("medlinks.access.recorded.v1", AccessRecorded.class,
					(fact, metadata) -> log.recorded(fact.patientIds(), fact.view(), metadata.bodyHash()))
			.build();
	}

	record AccessRecorded(String accessId, String actorId, String actorRole, List<String> patientIds, String resource,
			String action, String purpose, Instant at, Content content) {

		AccessView view() {
			return new AccessView(this.accessId, this.at, this.actorId, this.content.actorName(), this.actorRole,
					this.resource, this.action, this.purpose);
		}

		record Content(String actorName) {

		}

	}

}
