package io.medlinks.patient.diary;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Declares the diary's topic, outbox and catalogue.
 */
@Configuration(proxyBeanMethods = false)
class DiaryConfiguration {

	@Bean
	Topic diaryTopic() {
		return DiaryEvents.TOPIC;
	}

	@Bean
	PublishedSource<DiaryEntry> diaryEntriesSource() {
		return PublishedSource.of("diary-entries", DiaryEvents.TOPIC, DiaryEntry.class, DiaryEvents::state);
	}

	@Bean
	OutboxCollection diaryEntriesOutbox() {
		return new OutboxCollection(DiaryEntry.class);
	}

	@Bean
	SymptomCatalogue symptomCatalogue(JsonMapper json) throws IOException {
		try (InputStream catalogue = new ClassPathResource("catalogue/symptoms.json").getInputStream()) {
			return new SymptomCatalogue(List.of(json.readValue(catalogue, SymptomCatalogue.Item[].class)));
		}
	}

}
