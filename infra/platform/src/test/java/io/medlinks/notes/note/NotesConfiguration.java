package io.medlinks.notes.note;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the notes' topic and outbox.
 */
@Configuration(proxyBeanMethods = false)
class NotesConfiguration {

	@Bean
	Topic notesTopic() {
		return Notes.TOPIC;
	}

	@Bean
	OutboxCollection notesOutbox() {
		return new OutboxCollection(Note.class);
	}

}
