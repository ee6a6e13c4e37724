package io.medlinks.doctor.dashboard.messaging;

import java.util.List;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.doctor.dashboard.Fact;
import io.medlinks.doctor.dashboard.FiredRule;
import io.medlinks.doctor.dashboard.UrgencyLevel;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to how urgent entries are and which summaries were written.
 */
@Configuration(proxyBeanMethods = false)
class AiEventListener {

	@Bean
	EventSubscription assessmentSubscription(Dashboard dashboard) {
		return EventSubscription.named("assessment")
			.topic(new Topic("medlinks.ai.assessment"))
			.on("medlinks.ai.entry-assessed.v1", EntryAssessed.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.build();
	}

	@Bean
	EventSubscription summarySubscription(Dashboard dashboard) {
		return EventSubscription.named("summary")
			.topic(new Topic("medlinks.ai.summary"))
			.on("medlinks.ai.summary-written.v1", SummaryWritten.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.build();
	}

	record EntryAssessed(String entryId, long entryVersion, String patientId, long version, Content content) {

		Fact.Assessment fact() {
			return new Fact.Assessment(this.entryId, this.version, this.patientId, this.entryVersion,
					UrgencyLevel.of(this.content.level), this.content.rules);
		}

		record Content(String level, List<FiredRule> rules) {
		}

	}

	record SummaryWritten(String patientId, long version) {

		Fact.Summary fact() {
			return new Fact.Summary(this.patientId, this.version);
		}

	}

}
