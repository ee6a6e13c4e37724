package io.medlinks.ai.summary;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import io.medlinks.platform.reconcile.PublishedState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Declares the engines, and where summaries wait and are published.
 */
@Configuration(proxyBeanMethods = false)
class SummaryConfiguration {

	@Bean
	Topic summaryTopic() {
		return SummaryWritten.TOPIC;
	}

	@Bean
	PublishedSource<PatientSummary> summariesSource() {
		return PublishedSource.of("summaries", SummaryWritten.TOPIC, PatientSummary.class, (summary) -> PublishedState
			.of(summary.id(), summary.version(), SummaryWritten.TYPE, summary.id(), summary.published()));
	}

	@Bean
	OutboxCollection summariesOutbox() {
		return new OutboxCollection(PatientSummary.class);
	}

	@Bean
	SymptomNames symptomNames(JsonMapper json) throws IOException {
		try (InputStream catalogue = new ClassPathResource("catalogue/symptoms.json").getInputStream()) {
			return new SymptomNames(List.of(json.readValue(catalogue, SymptomNames.Item[].class)));
		}
	}

	@Bean
	Negatives negatives(SymptomNames names, UrgencyRules rules) {
		return new Negatives(names, rules);
	}

	/** A configured engine comes first; the embedded one is always there behind it. */
	@Bean
	SummaryEngines summaryEngines(ObjectProvider<SummaryGenerator> configured, SymptomNames names, UrgencyRules rules) {
		RedFlags redFlags = new RedFlags(rules);
		return new SummaryEngines(Stream
			.concat(configured.orderedStream(), Stream.of(new TemplateSummaryGenerator(names, rules, redFlags)))
			.toList(), redFlags);
	}

}
