package io.medlinks.patient.summary.messaging;

import java.time.Instant;

import io.medlinks.patient.summary.Summaries;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to the summaries that ai-summary-service writes.
 */
@Configuration(proxyBeanMethods = false)
class SummaryEventListener {

	@Bean
	EventSubscription summarySubscription(Summaries summaries) {
		return EventSubscription.named("summary")
			.topic(new Topic("medlinks.ai.summary"))
			.on("medlinks.ai.summary-written.v1", SummaryWritten.class,
					(fact, metadata) -> summaries.written(fact.patientId(), fact.version(), fact.writtenAt(),
							metadata.bodyHash()))
			.build();
	}

	record SummaryWritten(String patientId, long version, Instant writtenAt) {

	}

}
